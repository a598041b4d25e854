// The words that names of films are made of beside the title: kinds of copies, editions, languages, extras. One more of
// any of them is a line here and a row in tests/unit/file_name_test.cpp. All in lower case.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace kinoteka::library {

template <std::size_t N>
bool any_of(const std::array<std::string_view, N>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

inline constexpr std::array<std::string_view, 32> video_suffixes = {
    "mkv", "mk3d", "mp4",  "m4v", "avi", "mov",  "wmv", "webm",   "ts",   "m2ts", "mts",
    "mpg", "mpeg", "mpe",  "m2v", "vob", "ogv",  "ogm", "flv",    "divx", "3gp",  "3g2",
    "asf", "rm",   "rmvb", "f4v", "m1v", "mp2v", "wtv", "dvr-ms", "xvid", "evo"};
inline constexpr std::array<std::string_view, 8> subtitle_suffixes = {"srt", "ass", "ssa", "vtt",
                                                                      "sub", "idx", "smi", "sup"};
inline constexpr std::array<std::string_view, 6> picture_suffixes = {"jpg", "jpeg", "png", "webp", "avif", "tbn"};

// What comes behind a title: how the copy was made, not what the film is.
inline constexpr std::array<std::string_view, 113> copy_words = {
    "480i",     "480p",     "576i",     "576p",      "720i",    "720p",      "1080i",      "1080p",  "1440p",
    "2160p",    "4320p",    "4k",       "uhd",       "hd",      "fhd",       "sd",         "bluray", "blu",
    "brrip",    "bdrip",    "bdremux",  "bd25",      "bd50",    "bdmv",      "remux",      "webrip", "web",
    "webdl",    "webdlrip", "hdrip",    "hdtv",      "hdtvrip", "dvdrip",    "dvdscr",     "dvd",    "dvd5",
    "dvd9",     "dvdr",     "vhsrip",   "tvrip",     "satrip",  "dvbrip",    "camrip",     "cam",    "hdcam",
    "telesync", "hdts",     "telecine", "screener",  "scr",     "workprint", "x264",       "x265",   "h264",
    "h265",     "h",        "hevc",     "avc",       "xvid",    "divx",      "av1",        "vp9",    "mpeg2",
    "vc1",      "10bit",    "8bit",     "hdr",       "hdr10",   "hdr10plus", "dv",         "dovi",   "sdr",
    "aac",      "aac2",     "ac3",      "eac3",      "dd",      "dd5",       "ddp",        "ddp5",   "dts",
    "dtshd",    "truehd",   "atmos",    "flac",      "mp3",     "opus",      "5.1",        "7.1",    "2.0",
    "proper",   "repack",   "rerip",    "internal",  "limited", "retail",    "read.nfo",   "nfofix", "subbed",
    "dubbed",   "multi",    "dual",     "multisubs", "vostfr",  "vff",       "truefrench", "hsbs",   "hou",
    "sbs",      "3d",       "amzn",     "nf",        "dsnp"};

// Words that belong to a copy only when a word of the copy follows or stands before them: they begin titles too.
inline constexpr std::array<std::string_view, 10> timid_words = {"web",  "cam",     "blu",      "hd",     "h",
                                                                 "dual", "limited", "internal", "proper", "dv"};

inline constexpr std::array<std::pair<std::string_view, std::string_view>, 22> editions = {{
    {"directors cut", "Director's Cut"},
    {"director s cut", "Director's Cut"},
    {"director's cut", "Director's Cut"},
    {"the directors cut", "Director's Cut"},
    {"extended directors cut", "Extended Director's Cut"},
    {"final cut", "Final Cut"},
    {"the final cut", "Final Cut"},
    {"ultimate cut", "Ultimate Cut"},
    {"ultimate edition", "Ultimate Edition"},
    {"extended cut", "Extended Cut"},
    {"extended edition", "Extended Edition"},
    {"special edition", "Special Edition"},
    {"anniversary edition", "Anniversary Edition"},
    {"theatrical cut", "Theatrical Cut"},
    {"theatrical", "Theatrical Cut"},
    {"extended", "Extended"},
    {"unrated", "Unrated"},
    {"uncut", "Uncut"},
    {"remastered", "Remastered"},
    {"criterion", "Criterion"},
    {"imax", "IMAX"},
    {"redux", "Redux"},
}};

inline constexpr std::array<std::pair<std::string_view, std::string_view>, 56> languages = {{
    {"en", "en"},  {"eng", "en"},       {"english", "en"},    {"ru", "ru"},       {"rus", "ru"},    {"russian", "ru"},
    {"de", "de"},  {"ger", "de"},       {"deu", "de"},        {"german", "de"},   {"fr", "fr"},     {"fre", "fr"},
    {"fra", "fr"}, {"french", "fr"},    {"truefrench", "fr"}, {"vostfr", "fr"},   {"vff", "fr"},    {"es", "es"},
    {"spa", "es"}, {"spanish", "es"},   {"castellano", "es"}, {"it", "it"},       {"ita", "it"},    {"italian", "it"},
    {"pt", "pt"},  {"por", "pt"},       {"portuguese", "pt"}, {"pl", "pl"},       {"pol", "pl"},    {"polish", "pl"},
    {"ja", "ja"},  {"jpn", "ja"},       {"jap", "ja"},        {"japanese", "ja"}, {"zh", "zh"},     {"chi", "zh"},
    {"zho", "zh"}, {"chinese", "zh"},   {"ko", "ko"},         {"kor", "ko"},      {"korean", "ko"}, {"uk", "uk"},
    {"ukr", "uk"}, {"ukrainian", "uk"}, {"cs", "cs"},         {"cze", "cs"},      {"ces", "cs"},    {"nl", "nl"},
    {"dut", "nl"}, {"nld", "nl"},       {"sv", "sv"},         {"swe", "sv"},      {"hi", "hi"},     {"hin", "hi"},
    {"tr", "tr"},  {"tur", "tr"},
}};

inline constexpr std::array<std::string_view, 17> extra_folders = {
    "extras",         "extra",    "featurettes", "featurette", "behind the scenes", "deleted scenes", "interviews",
    "interview",      "scenes",   "shorts",      "trailers",   "trailer",           "other",          "bonus",
    "bonus features", "specials", "clips"};
inline constexpr std::array<std::string_view, 12> extra_suffixes = {
    "trailer", "behindthescenes", "deleted", "deletedscene", "featurette", "interview",
    "scene",   "short",           "other",   "extra",        "clip",       "teaser"};
// Names that only say what kind of file it is.
inline constexpr std::array<std::string_view, 10> bare_names = {"movie",    "video",   "film",  "index",    "main",
                                                                "video_ts", "feature", "title", "untitled", "vts"};

}  // namespace kinoteka::library
