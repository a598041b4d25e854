// Films as files: what children may do, what FFmpeg is told, how subtitles are read.
#include <algorithm>
#include <filesystem>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "media/conversions.hpp"
#include "media/frames.hpp"
#include "media/probe.hpp"
#include "media/root.hpp"
#include "media/subtitles.hpp"
#include "support/databases.hpp"
#include "support/films.hpp"
#include "support/server.hpp"

namespace kinoteka::media {
namespace {

using namespace kinoteka::support;
using ::testing::HasSubstr;

Tools tools() { return test_library().tools; }
UniqueFd opened(const std::string& path) { return UniqueFd(::open(path.c_str(), O_RDONLY | O_CLOEXEC)); }

// Runs another program where FFmpeg would run.
ChildResult run_confined(const std::string& program, const std::vector<std::string>& arguments,
                         std::chrono::milliseconds wall = std::chrono::seconds(20)) {
  auto other = tools();
  other.ffmpeg = program;
  const ChildLimits limits{5, 1024, wall, 1u << 20};
  const auto folder = new_folder();
  put_file(folder + "/input", "input");
  return run_child(other.child, ffmpeg_child(other, limits, "", arguments), opened(folder + "/input"), limits);
}

TEST(Children, read_their_film_and_nothing_else) {
  EXPECT_EQ(run_confined("/bin/cat", {}).output, "input");
  const auto folder = new_folder();
  put_file(folder + "/secret", "canary");
  const auto result = run_confined("/bin/cat", {folder + "/secret"});
  EXPECT_FALSE(result.ok);
  EXPECT_EQ(result.output, "");
  EXPECT_FALSE(run_confined("/usr/bin/touch", {folder + "/new"}).ok);
}

TEST(Children, have_no_network_and_start_no_others) {
  const auto result = run_confined(
      "/usr/bin/python3",
      {"-c",
       "import socket\ntry:\n socket.socket()\n print('open')\nexcept OSError as e:\n print('refused', e.errno)"});
  EXPECT_THAT(result.output, HasSubstr("refused 13")) << result.complaint;
}

TEST(Children, reach_no_other_process) {
  // The parent has the same user: only the filter stands between.
  const auto result = run_confined(
      "/usr/bin/python3",
      {"-c",
       "import ctypes, os\n"
       "libc = ctypes.CDLL(None, use_errno=True)\n"
       "def call(*a):\n"
       "  r = libc.syscall(*a)\n"
       "  return ctypes.get_errno() if r < 0 else 0\n"
       "p = os.getppid()\n"
       "info = ctypes.create_string_buffer(128)\n"
       "limits = ctypes.create_string_buffer(16)\n"
       "print('kill', call(62, p, 0), 'tkill', call(200, p, 0), 'tgkill', call(234, p, p, 0), 'sigqueue',\n"
       "      call(129, p, 0, info), 'tgsigqueue', call(297, p, p, 0, info), 'pidfd', call(434, p, 0), 'pidfd_send',\n"
       "      call(424, 0, 0, 0, 0), 'prlimit', call(302, p, 7, limits, 0), 'fork', call(57), 'clone', call(56, 17, 0, "
       "0, 0, 0))\n"
       "print('own', call(234, os.getpid(), os.getpid(), 0))\n"
       "import threading\nt = threading.Thread(target=print, args=('thread',))\nt.start()\nt.join()"});
  EXPECT_THAT(result.output, HasSubstr("kill 13 tkill 13 tgkill 13 sigqueue 13 tgsigqueue 13 pidfd 13 pidfd_send 13 "
                                       "prlimit 13 fork 13 clone 13"))
      << result.complaint;
  EXPECT_THAT(result.output, HasSubstr("own 0")) << "abort() signals itself";
  EXPECT_THAT(result.output, HasSubstr("thread")) << "threads are no processes";
}

TEST(Children, end_when_their_time_is_over) {
  const auto began = std::chrono::steady_clock::now();
  const auto result = run_confined("/bin/sleep", {"30"}, std::chrono::milliseconds(300));
  EXPECT_TRUE(result.timed_out);
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(25)) << "it would sleep for thirty";
}

TEST(Children, may_not_write_without_end) {
  const auto result = run_confined("/usr/bin/yes", {});
  EXPECT_FALSE(result.ok);
  EXPECT_LT(result.output.size(), 2u << 20);
}

// FFmpeg writes attachments where they say (CVE-style: "../../x"): ours are never taken out.
TEST(Probing, attachments_with_names_that_lead_elsewhere_stay_where_they_are) {
  const auto folder = new_folder();
  put_film(folder + "/film.mp4", Film::mp4);
  put_file(folder + "/font.ttf", "a font");
  for (const auto* name :
       {"../../canary", "/tmp/kinoteka-canary", "-y", "file:canary", "a\nb", "%s%n", "$(touch canary)"}) {
    const auto mkv = folder + "/film.mkv";
    ASSERT_TRUE(run("ffmpeg -nostdin -loglevel error -y -i " + folder + "/film.mp4 -c copy -attach " + folder +
                    "/font.ttf -metadata:s:t mimetype=application/x-truetype-font -metadata:s:t filename='" + name +
                    "' " + mkv));
    const auto found = probe(tools(), opened(mkv));
    ASSERT_TRUE(std::holds_alternative<Info>(found)) << name;
    EXPECT_EQ(std::get<Info>(found).video.size(), 1u);
    EXPECT_FALSE(keyframes(tools(), opened(mkv)).empty()) << name;
    EXPECT_TRUE(still(tools(), opened(mkv), 320)) << name;
    EXPECT_FALSE(extract_webvtt(tools(), opened(mkv), 2)) << name << ": an attachment is no subtitle";
    for (const auto& path : {folder + "/../../canary", std::string("/tmp/kinoteka-canary"), folder + "/canary"})
      EXPECT_FALSE(std::filesystem::exists(path)) << name;
  }
  const auto told = conversion_arguments({false, 360, -1, false}, {0, 6000, 12000}, 0, 360);
  EXPECT_EQ(std::count(told.begin(), told.end(), "-dump_attachment"), 0);
}

TEST(Frames, are_taken_out_of_a_film) {
  const auto folder = new_folder();
  for (const auto kind : {Film::mp4, Film::mkv_with_tracks}) {
    put_film(folder + "/film", kind);
    const auto found = sheet(tools(), opened(folder + "/film"), 4, 5000, 3, 160);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->width, 160);
    EXPECT_EQ(found->height, 90);
    EXPECT_TRUE(found->jpeg.starts_with("\xFF\xD8\xFF"));
    const auto frame = still(tools(), opened(folder + "/film"), 1280);
    ASSERT_TRUE(frame);
    EXPECT_TRUE(frame->starts_with("\xFF\xD8\xFF"));
  }
  put_file(folder + "/none", "not a film");
  EXPECT_FALSE(sheet(tools(), opened(folder + "/none"), 4, 5000, 3, 160));
  EXPECT_FALSE(still(tools(), opened(folder + "/none"), 1280));
}

TEST(Conversions, give_the_usual_colours_to_screens_that_have_no_others) {
  const auto folder = new_folder();
  const auto film = folder + "/hdr.mkv";
  ASSERT_TRUE(
      run("ffmpeg -nostdin -loglevel error -y -f lavfi -i testsrc2=size=320x180:rate=24:duration=4 -vf "
          "format=yuv420p10le -c:v libx265 -preset ultrafast -x265-params "
          "log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc -color_primaries bt2020 "
          "-color_trc smpte2084 -colorspace bt2020nc " +
          film));
  const auto found = probe(tools(), opened(film));
  ASSERT_TRUE(std::holds_alternative<Info>(found));
  EXPECT_EQ(std::get<Info>(found).video.front().hdr, "HDR10");
  Conversions conversions(tools(), folder + "/conversions", 1);
  const Conversions::Source source{[&] { return opened(film); }, {0, 4000}, 180, true};
  const Plan plan{false, 360, -1, false};
  const ViewingKey key{1, 1, plan.name()};
  const auto bytes = conversions.piece(key, plan, source, -1) + conversions.piece(key, plan, source, 0);
  put_file(folder + "/out.mp4", bytes);
  EXPECT_TRUE(run("ffprobe -v error -select_streams v -show_entries stream=color_transfer,pix_fmt -of csv=p=0 " +
                  folder + "/out.mp4 | grep -q 'yuv420p,bt709'"));
}

TEST(Probing, hostile_files_are_broken_and_do_no_harm) {
  const auto folder = new_folder();
  put_file(folder + "/canary", "root:canary");
  const auto link = "file://" + folder + "/canary";
  const std::pair<const char*, std::string> files[] = {
      {"nothing", ""},
      {"a text", "not a film"},
      {"a playlist", "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n" + link + "\n#EXT-X-ENDLIST\n"},
      {"a playlist of itself", "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10,\nself.m3u8\n"},
      {"concat", "ffconcat version 1.0\nfile '" + folder + "/canary'\n"},
      {"an edit list",
       "<?xml version=\"1.0\"?><MPD "
       "xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><BaseURL>http://127.0.0.1/</BaseURL></MPD>"},
      {"SDP", "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n"},
      {"HTML", "<html><script>alert(1)</script></html>"},
      {"a huge box", std::string("\0\0\0\x18"
                                 "ftypmp42\0\0\0\0mp42isom\x7F\xFF\xFF\xFFmdat",
                                 32)},
      {"half an MKV", std::string("\x1A\x45\xDF\xA3\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 12)},
      {"a RIFF that lies", std::string("RIFF\xFF\xFF\xFF\xFF"
                                       "AVI LIST\xFF\xFF\xFF\xFFhdrl",
                                       24)},
  };
  for (const auto& [name, bytes] : files) {
    put_file(folder + "/film.mkv", bytes);
    const auto found = probe(tools(), opened(folder + "/film.mkv"));
    ASSERT_TRUE(std::holds_alternative<Fault>(found)) << name;
  }
  // A codec that has had holes (CVE-2026-8461), in a good container.
  ASSERT_TRUE(run("ffmpeg -nostdin -loglevel error -y -f lavfi -i testsrc2=size=64x64:duration=1 -c:v magicyuv " +
                  folder + "/m.mkv"));
  EXPECT_EQ(std::get<Fault>(probe(tools(), opened(folder + "/m.mkv"))), Fault::picture_codec);
  EXPECT_TRUE(keyframes(tools(), opened(folder + "/canary")).empty());
}

// One key frame at the beginning and 900 packets behind it: the end lies further from it than a few hundred packets.
TEST(Probing, a_short_clip_with_few_key_frames_is_whole_and_half_of_it_is_not) {
  const auto folder = new_folder();
  for (const std::string kind : {"mp4", "mkv"}) {
    const auto clip = folder + "/clip." + kind;
    ASSERT_TRUE(
        run("ffmpeg -nostdin -loglevel error -y -f lavfi -i testsrc2=size=320x180:rate=60:duration=10 "
            "-f lavfi -i sine=duration=10 -c:v libx264 -preset ultrafast -g 100000 -keyint_min 100000 "
            "-sc_threshold 0 -c:a aac -movflags +faststart " +
            clip));
    const auto whole = probe(tools(), opened(clip));
    ASSERT_TRUE(std::holds_alternative<Info>(whole)) << kind << ": " << sentence_of(std::get<Fault>(whole));
    ASSERT_TRUE(run("truncate -s $(( $(stat -c %s " + clip + ") / 2 )) " + clip));
    const auto half = probe(tools(), opened(clip));
    ASSERT_TRUE(std::holds_alternative<Fault>(half)) << kind;
    EXPECT_EQ(std::get<Fault>(half), Fault::cut_short) << kind;
  }
}

TEST(Probing, a_good_film_says_what_it_is) {
  const auto folder = new_folder();
  put_film(folder + "/a.mkv", Film::mkv_with_tracks);
  const auto found = probe(tools(), opened(folder + "/a.mkv"));
  ASSERT_TRUE(std::holds_alternative<Info>(found)) << sentence_of(std::get<Fault>(found));
  EXPECT_EQ(std::get<Info>(found).video.front().codec, "hevc");
  EXPECT_EQ(std::get<Info>(found).audio.size(), 2u);
  const auto times = keyframes(tools(), opened(folder + "/a.mkv"));
  EXPECT_GE(times.size(), 9u);
}

TEST(Root, opens_what_is_inside_and_nothing_else) {
  const auto folder = new_folder(), outside = new_folder();
  put_file(folder + "/in/film", "film");
  put_file(outside + "/secret", "secret");
  ASSERT_EQ(symlink((outside + "/secret").c_str(), (folder + "/out").c_str()), 0);
  ASSERT_EQ(symlink("in/film", (folder + "/link").c_str()), 0);
  const auto root = Root::open(folder);
  ASSERT_TRUE(root);
  EXPECT_TRUE(root->open_file("in/film"));
  EXPECT_TRUE(root->open_file("link"));
  for (const std::string path : {"", "/", "/etc/passwd", "..", "../x", "in/../../x", "out", "in", ".", "in/film/",
                                 "in//../..", "/proc/self/root/etc/passwd"})
    EXPECT_FALSE(root->open_file(path)) << path;
  EXPECT_FALSE(root->open_file(std::string("in/film\0x", 9)));
  EXPECT_FALSE(root->open_file(std::string(5000, 'x')));
  EXPECT_FALSE(lies_within(folder, folder + "-evil"));
  EXPECT_FALSE(lies_within(folder, folder + "/.."));
  EXPECT_FALSE(lies_within(folder, folder + "/out"));
  EXPECT_TRUE(lies_within(folder, folder + "/in"));
  EXPECT_FALSE(Root::open("relative"));
}

TEST(Conversions, FFmpeg_is_told_constants_and_numbers_alone) {
  const Cuts cuts = even_cuts(3'600'000);
  for (const auto* name :
       {"copy-a1-aac", "copy-a1-copy", "copy-mute", "360-a2-aac", "480-a2-copy", "720-mute", "1080-a9-aac"}) {
    const auto plan = Plan::parse(name);
    ASSERT_TRUE(plan) << name;
    EXPECT_EQ(plan->name(), name);
    const auto arguments = conversion_arguments(*plan, cuts, 7, 1080);
    const auto input = std::find(arguments.begin(), arguments.end(), "-i");
    ASSERT_NE(input, arguments.end());
    EXPECT_EQ(*std::next(input), "file:/proc/self/fd/0") << "the film is its standard input, whatever it is called";
    EXPECT_EQ(arguments.back(), "%d.mp4");
    for (const auto* option : {"-protocol_whitelist", "-format_whitelist", "-codec_whitelist", "-nostdin"})
      EXPECT_NE(std::find(arguments.begin(), arguments.end(), option), arguments.end()) << option;
  }
  for (const auto* name : {"", "copy", "721-a1-aac", "0720-a1-aac", "720-a1", "720-a1-mp3", "720-a-1-aac",
                           "720-a001-aac", "copy-a1-aac-x", "copy-a1-aac;", "-i", "720-a1-aac "})
    EXPECT_FALSE(Plan::parse(name)) << name;
}

TEST(Conversions, films_are_cut_at_key_frames) {
  EXPECT_EQ(cuts_at({0, 2000, 4000, 6000, 8000, 13000, 20000}, 21000), (Cuts{0, 6000, 13000, 20000, 21000}));
  EXPECT_EQ(cuts_at({}, 5000), (Cuts{0, 5000}));
  EXPECT_EQ(even_cuts(12'300), (Cuts{0, 6000, 12'300}));
  EXPECT_THAT(playlist({0, 6000, 13000}), HasSubstr("#EXTINF:7.000,\n1.m4s"));
}

TEST(Subtitles, become_text_that_is_safe) {
  const auto vtt = to_webvtt(
      "1\r\n00:00:01,5 --> 00:00:02,250\r\n<font color=red>A & B</font> <i>c</i> <img src=x "
      "onerror=alert(1)>{\\an8}d\r\n\r\n"
      "2\n00:00:03,000 --> 00:00:02,000\nbackwards\n\n3\nnonsense --> 00:00:02,000\nx\n\n4\n01:00:00.000 --> "
      "01:00:01.000 align:start\nlate -> x > y\n");
  ASSERT_TRUE(vtt);
  EXPECT_EQ(*vtt,
            "WEBVTT\n\n00:00:01.500 --> 00:00:02.250\nA &amp; B <i>c</i> d\n\n01:00:00.000 --> 01:00:01.000\nlate "
            "-&gt; x &gt; y\n\n");
  EXPECT_FALSE(to_webvtt(""));
  EXPECT_FALSE(to_webvtt("no cues"));
  EXPECT_FALSE(to_webvtt("1\n00:00:01,000 --> 00:00:02,000\na" + std::string(1, '\0') + "b\n"));
  EXPECT_FALSE(to_webvtt(std::string(largest_subtitles + 1, 'x')));
  EXPECT_THAT(*to_webvtt("1\n00:00:01,000 --> 00:00:02,000\nna\xEFve caf\xE9\n"), HasSubstr("naïve café"));
}

}  // namespace
}  // namespace kinoteka::media
