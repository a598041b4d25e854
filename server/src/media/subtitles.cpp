#include "media/subtitles.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/text.hpp"
#include "media/formats.hpp"

namespace kinoteka::media {
namespace {

// windows-1251, 0x80 to 0xBF; from 0xC0 on it is А to я in order (Unicode's own mapping table for the code page).
constexpr std::array<char16_t, 64> cyrillic = {
    0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x0409, 0x2039, 0x040A,
    0x040C, 0x040B, 0x040F, 0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0xFFFD, 0x2122,
    0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F, 0x00A0, 0x040E, 0x045E, 0x0408, 0x00A4, 0x0490, 0x00A6,
    0x00A7, 0x0401, 0x00A9, 0x0404, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x0407, 0x00B0, 0x00B1, 0x0406, 0x0456,
    0x0491, 0x00B5, 0x00B6, 0x00B7, 0x0451, 0x2116, 0x0454, 0x00BB, 0x0458, 0x0405, 0x0455, 0x0457};

void append(std::string& out, char32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += {static_cast<char>(0xC0 | code >> 6), static_cast<char>(0x80 | (code & 63))};
  } else {
    out += {static_cast<char>(0xE0 | code >> 12), static_cast<char>(0x80 | (code >> 6 & 63)),
            static_cast<char>(0x80 | (code & 63))};
  }
}

std::string from_windows_1251(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    append(out, byte < 0x80 ? byte : byte < 0xC0 ? cyrillic[byte - 0x80u] : 0x0410u + (byte - 0xC0u));
  }
  return out;
}

std::string as_utf8(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (text::valid_utf8(bytes)) return std::string(bytes);
  // Russian is mostly letters above 0xC0; Western languages have a few of them among many others.
  std::size_t high = 0, letters = 0;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    high += byte >= 0xC0 ? 1 : 0;
    letters += (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ? 1 : 0;
  }
  return high > letters ? from_windows_1251(bytes) : text::from_windows_1252(bytes);
}

// "00:01:02,345", "1:02.345", "01:02:03" in ms; -1 for anything else.
std::int64_t time_of(std::string_view text) {
  text = text::trim(text);
  std::int64_t total = 0, number = 0, fraction = 0, scale = 100;
  int colons = 0;
  bool digits = false, behind_point = false;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      digits = true;
      if (!behind_point) {
        number = number * 10 + (c - '0');
        if (number > 100'000) return -1;
      } else if (scale > 0) {
        fraction += (c - '0') * scale;
        scale /= 10;
      }
    } else if (c == ':' && digits && !behind_point && colons < 2) {
      total = (total + number) * 60;
      number = 0;
      digits = false;
      ++colons;
    } else if ((c == ',' || c == '.') && digits && !behind_point) {
      behind_point = true;
    } else {
      return -1;
    }
  }
  return digits && colons > 0 ? (total + number) * 1000 + fraction : -1;
}

std::string written(std::int64_t ms) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%02lld:%02lld:%02lld.%03lld", static_cast<long long>(ms / 3'600'000),
                static_cast<long long>(ms / 60'000 % 60), static_cast<long long>(ms / 1000 % 60),
                static_cast<long long>(ms % 1000));
  return out.data();
}

// Text with <i>, <b>, <u> and nothing else that could be markup.
std::string cue_text(std::string_view line) {
  std::string out;
  for (std::size_t i = 0; i < line.size();) {
    if (line[i] == '<') {
      const auto close = line.find('>', i);
      if (close != std::string_view::npos && close - i < 200) {
        const auto tag = text::to_lower(line.substr(i + 1, close - i - 1));
        if (tag == "i" || tag == "/i" || tag == "b" || tag == "/b" || tag == "u" || tag == "/u") out += '<' + tag + '>';
        i = close + 1;
        continue;
      }
    }
    if (line[i] == '{' && i + 1 < line.size() && line[i + 1] == '\\') {  // "{\an8}": a place on the screen
      const auto close = line.find('}', i);
      if (close != std::string_view::npos) {
        i = close + 1;
        continue;
      }
    }
    if (line[i] == '<') {
      out += "&lt;";
    } else if (line[i] == '>') {
      out += "&gt;";
    } else if (line[i] == '&') {
      const auto rest = line.substr(i);
      const bool known = rest.starts_with("&amp;") || rest.starts_with("&lt;") || rest.starts_with("&gt;") ||
                         rest.starts_with("&nbsp;");
      out += known ? "&" : "&amp;";
    } else {
      out += line[i];
    }
    ++i;
  }
  return out;
}

}  // namespace

std::optional<std::string> to_webvtt(std::string_view bytes) {
  if (bytes.size() > largest_subtitles || bytes.find('\0') != std::string_view::npos) return std::nullopt;
  const auto text = as_utf8(bytes);
  std::vector<std::string_view> lines;
  for (auto line : text::split(text, '\n')) {
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    lines.push_back(line);
  }
  std::string out = "WEBVTT\n\n";
  bool any = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto arrow = lines[i].find("-->");
    if (arrow == std::string_view::npos) continue;
    auto until = text::trim(lines[i].substr(arrow + 3));
    until = until.substr(0, until.find(' '));
    const auto from = time_of(lines[i].substr(0, arrow)), to = time_of(until);
    if (from < 0 || to <= from) continue;
    std::string cue;
    while (++i < lines.size() && !text::trim(lines[i]).empty()) {
      if (lines[i].find("-->") != std::string_view::npos) {
        --i;
        break;
      }
      cue += cue_text(lines[i]) + '\n';
    }
    if (cue.empty()) continue;
    out += written(from) + " --> " + written(to) + '\n' + cue + '\n';
    any = true;
  }
  return any ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<std::string> extract_webvtt(const Tools& tools, const UniqueFd& file, int stream) {
  const ChildLimits limits{120, 1024, std::chrono::seconds(120), largest_subtitles};
  const std::vector<std::string> arguments{"-nostdin",
                                           "-hide_banner",
                                           "-loglevel",
                                           "error",
                                           "-protocol_whitelist",
                                           "file,pipe",
                                           "-format_whitelist",
                                           std::string(allowed_formats) + ",srt,ass,webvtt",
                                           "-codec_whitelist",
                                           std::string(allowed_codecs),
                                           "-i",
                                           "file:/proc/self/fd/0",
                                           "-map",
                                           "0:" + std::to_string(stream),
                                           "-f",
                                           "webvtt",
                                           "pipe:1"};
  const auto result = run_child(tools.child, ffmpeg_child(tools, limits, "", arguments), file, limits);
  if (!result.ok) return std::nullopt;
  // Through our own reader: what another program has written is text like any other.
  return to_webvtt(result.output);
}

}  // namespace kinoteka::media
