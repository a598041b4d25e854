#include "http/compression.hpp"

#include <charconv>
#include <stdexcept>

#include <brotli/encode.h>
#include <zlib.h>

#include "base/text.hpp"

namespace kinoteka::http {
namespace {

// Made anew for each answer that is not cached, so both are set for speed: they still save three quarters.
constexpr int gzip_level = 4, brotli_quality = 4, gzip_window = 15 + 16;

bool refused(std::string_view parameters) {
  const auto at = parameters.find("q=");
  if (at == std::string_view::npos) return false;
  double weight = 1;
  std::from_chars(parameters.data() + at + 2, parameters.data() + parameters.size(), weight);
  return weight == 0;
}

}  // namespace

Encoding negotiate(std::string_view accept_encoding) {
  bool gzip = false, brotli = false;
  if (accept_encoding.empty()) return Encoding::identity;
  for (const auto item : text::split(accept_encoding, ',')) {
    const auto semicolon = item.find(';');
    const auto name = text::trim(item.substr(0, semicolon));
    const bool wanted = semicolon == std::string_view::npos || !refused(item.substr(semicolon));
    if (text::iequals(name, "br")) brotli = wanted;
    if (text::iequals(name, "gzip") || name == "*") gzip = wanted;
  }
  return brotli ? Encoding::brotli : gzip ? Encoding::gzip : Encoding::identity;
}

std::string_view encoding_name(Encoding encoding) {
  return encoding == Encoding::brotli ? "br" : encoding == Encoding::gzip ? "gzip" : "identity";
}

struct StreamCompressor::State {
  explicit State(Encoding chosen) : encoding(chosen) {
    if (encoding == Encoding::brotli) {
      brotli = BrotliEncoderCreateInstance(nullptr, nullptr, nullptr);
      if (brotli == nullptr) throw std::bad_alloc();
      BrotliEncoderSetParameter(brotli, BROTLI_PARAM_QUALITY, brotli_quality);
      BrotliEncoderSetParameter(brotli, BROTLI_PARAM_LGWIN, 18);  // 256 kB a stream, not 4 MB
    } else if (encoding == Encoding::gzip) {
      if (deflateInit2(&gzip, gzip_level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::bad_alloc();
    }
  }
  ~State() {
    if (brotli != nullptr) BrotliEncoderDestroyInstance(brotli);
    if (encoding == Encoding::gzip) deflateEnd(&gzip);
  }

  std::string run(std::string_view bytes, bool last) {
    if (encoding == Encoding::identity) return std::string(bytes);
    return encoding == Encoding::brotli ? run_brotli(bytes, last) : run_gzip(bytes, last);
  }

  std::string run_brotli(std::string_view bytes, bool last) {
    const auto* in = reinterpret_cast<const uint8_t*>(bytes.data());
    std::size_t in_left = bytes.size(), out_left = 0;
    const auto operation = last ? BROTLI_OPERATION_FINISH : BROTLI_OPERATION_FLUSH;
    std::string out;
    do {
      if (BrotliEncoderCompressStream(brotli, operation, &in_left, &in, &out_left, nullptr, nullptr) == BROTLI_FALSE) {
        throw std::runtime_error("brotli failed");
      }
      std::size_t size = 0;
      const auto* data = BrotliEncoderTakeOutput(brotli, &size);
      out.append(reinterpret_cast<const char*>(data), size);
    } while (in_left > 0 || BrotliEncoderHasMoreOutput(brotli) == BROTLI_TRUE);
    return out;
  }

  std::string run_gzip(std::string_view bytes, bool last) {
    gzip.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    gzip.avail_in = static_cast<uInt>(bytes.size());
    std::string out;
    char block[16 * 1024];
    do {
      gzip.next_out = reinterpret_cast<Bytef*>(block);
      gzip.avail_out = sizeof block;
      deflate(&gzip, last ? Z_FINISH : Z_SYNC_FLUSH);
      out.append(block, sizeof block - gzip.avail_out);
    } while (gzip.avail_out == 0);
    return out;
  }

  Encoding encoding;
  BrotliEncoderState* brotli = nullptr;
  z_stream gzip{};
};

StreamCompressor::StreamCompressor(Encoding encoding) : state_(std::make_unique<State>(encoding)) {}
StreamCompressor::~StreamCompressor() = default;
std::string StreamCompressor::add(std::string_view bytes) { return state_->run(bytes, false); }
std::string StreamCompressor::finish() { return state_->run({}, true); }

std::string compress(std::string_view bytes, Encoding encoding) {
  if (encoding == Encoding::identity) return std::string(bytes);
  if (encoding == Encoding::brotli) {
    std::size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
    std::string out(size, '\0');
    const auto done = BrotliEncoderCompress(brotli_quality, 18, BROTLI_MODE_TEXT, bytes.size(),
                                            reinterpret_cast<const uint8_t*>(bytes.data()), &size,
                                            reinterpret_cast<uint8_t*>(out.data()));
    if (done == BROTLI_FALSE) throw std::runtime_error("brotli failed");
    out.resize(size);
    return out;
  }
  StreamCompressor whole(encoding);
  auto out = whole.add(bytes);
  return out + whole.finish();
}

}  // namespace kinoteka::http
