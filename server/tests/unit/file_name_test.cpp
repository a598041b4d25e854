// How people name films, and what is read from it.
#include "features/library/file_name.hpp"

#include <gtest/gtest.h>

#include "features/library/stored_path.hpp"

namespace kinoteka::library {
namespace {

struct Row {
  const char* path;
  const char* title;
  int year = 0;
  const char* edition = "";
  int part = 0;
  const char* ids = "";        // imdb and tmdb, parted by a space
  const char* languages = "";  // parted by a space
  FileKind kind = FileKind::movie;
};

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

const Row rows[] = {
    // As Kodi, Plex and Jellyfin advise.
    {"The Matrix (1999).mkv", "The Matrix", 1999},
    {"The Matrix (1999)/The Matrix (1999).mkv", "The Matrix", 1999},
    {"The Matrix (1999)/The Matrix (1999) [1080p] {edition-Director's Cut} {tmdb-603}.mkv", "The Matrix", 1999,
     "Director's Cut", 0, "603"},
    {"The Matrix (1999) {imdb-tt0133093}.mkv", "The Matrix", 1999, "", 0, "tt0133093"},
    {"The Matrix (1999) [imdbid-tt0133093].mkv", "The Matrix", 1999, "", 0, "tt0133093"},
    {"The Matrix (1999) [tmdbid=603].mkv", "The Matrix", 1999, "", 0, "603"},
    {"The Matrix (1999) {tmdb-603} {imdb-tt0133093}.mkv", "The Matrix", 1999, "", 0, "tt0133093 603"},
    {"The Matrix [1999].mp4", "The Matrix", 1999},
    {"The Matrix 1999.mp4", "The Matrix", 1999},
    {"The Matrix - 1999.mp4", "The Matrix", 1999},
    {"(1999) The Matrix.mp4", "The Matrix", 1999},
    {"1999 - The Matrix.mkv", "1999 - The Matrix"},
    {"Matrix, The (1999).avi", "The Matrix", 1999},
    {"Intouchables, Les (2011).avi", "Les Intouchables", 2011},
    {"Beautiful Mind, A (2001).avi", "A Beautiful Mind", 2001},
    {"Crouching Tiger, Hidden Dragon (2000).mkv", "Crouching Tiger, Hidden Dragon", 2000},
    {"The Matrix (1999)/movie.mkv", "The Matrix", 1999},
    {"The Matrix (1999)/VIDEO_TS/VTS_01_1.VOB", "The Matrix", 1999},
    {"The Matrix (1999)/BDMV/STREAM/00001.m2ts", "The Matrix", 1999},
    {"Films/The Matrix (1999)/title_t00.mkv", "The Matrix", 1999},
    {"The Matrix (1999) {tmdb-603}/whatever-name.mkv", "The Matrix", 1999, "", 0, "603"},
    {"M (1931).mkv", "M", 1931},
    {"Se7en (1995).mkv", "Se7en", 1995},
    {"8½ (1963).mkv", "8½", 1963},
    {"Up (2009).mkv", "Up", 2009},
    {"WALL·E (2008).mkv", "WALL·E", 2008},
    {"Alien³ (1992).mkv", "Alien³", 1992},
    {"Mr. & Mrs. Smith (2005).mkv", "Mr. & Mrs. Smith", 2005},
    {"Dr. Strangelove or- How I Learned to Stop Worrying and Love the Bomb (1964).mkv",
     "Dr. Strangelove or- How I Learned to Stop Worrying and Love the Bomb", 1964},
    {"What's Eating Gilbert Grape (1993).mkv", "What's Eating Gilbert Grape", 1993},
    {"Ocean's Eleven (2001).mkv", "Ocean's Eleven", 2001},
    // Scene names.
    {"The.Matrix.1999.1080p.BluRay.x264-GROUP.mkv", "The Matrix", 1999},
    {"the.matrix.1999.720p.hdtv.x264-group.mkv", "the matrix", 1999},
    {"The_Matrix_1999_DVDRip_XviD.avi", "The Matrix", 1999},
    {"The.Matrix.1080p.BluRay.x264.mkv", "The Matrix"},
    {"The.Matrix.DVDRip.XviD-FLAiR.avi", "The Matrix"},
    {"Inception.2010.2160p.UHD.BluRay.x265.10bit.HDR.DTS-HD.MA.5.1-SWTYBLZ.mkv", "Inception", 2010},
    {"Inception.2010.WEB-DL.1080p.mkv", "Inception", 2010},
    {"Inception.2010.AMZN.WEB-DL.DDP5.1.H.264-NTb.mkv", "Inception", 2010},
    {"Blade.Runner.2049.2017.2160p.WEB-DL.mkv", "Blade Runner 2049", 2017},
    {"Blade Runner 2049 (2017).mkv", "Blade Runner 2049", 2017},
    {"Blade Runner 2049.mkv", "Blade Runner 2049"},
    {"2001.A.Space.Odyssey.1968.720p.BluRay.mkv", "2001 A Space Odyssey", 1968},
    {"2001 A Space Odyssey (1968).mkv", "2001 A Space Odyssey", 1968},
    {"2012.2009.1080p.BluRay.mkv", "2012", 2009},
    {"2012 (2009).mkv", "2012", 2009},
    {"2012.mkv", "2012"},
    {"1917 (2019).mkv", "1917", 2019},
    {"1917.2019.1080p.WEB.H264-GRP.mkv", "1917", 2019},
    {"1917.1080p.mkv", "1917"},
    {"1984.1984.mkv", "1984", 1984},
    {"300.2006.BluRay.mkv", "300", 2006},
    {"Wonder.Woman.1984.2020.1080p.mkv", "Wonder Woman 1984", 2020},
    {"Death.Race.2000.1975.DVDRip.avi", "Death Race 2000", 1975},
    {"S.W.A.T.2003.DVDRip.avi", "S.W.A.T.", 2003},
    {"E.T.the.Extra-Terrestrial.1982.1080p.mkv", "E.T. the Extra-Terrestrial", 1982},
    {"A.I.Artificial.Intelligence.2001.mkv", "A.I. Artificial Intelligence", 2001},
    {"I.Robot.2004.mkv", "I Robot", 2004},
    {"V.for.Vendetta.2005.BDRip.mkv", "V for Vendetta", 2005},
    {"Kill.Bill.Vol.2.2004.mkv", "Kill Bill Vol 2", 2004},
    {"Mission.Impossible.III.2006.PROPER.BDRip.mkv", "Mission Impossible III", 2006},
    {"Spider-Man.2002.REMUX.mkv", "Spider-Man", 2002},
    {"X-Men.2000.1080p.mkv", "X-Men", 2000},
    {"Fast.&.Furious.2009.mkv", "Fast & Furious", 2009},
    {"12.Angry.Men.1957.Criterion.1080p.mkv", "12 Angry Men", 1957, "Criterion"},
    {"The.Web.2013.1080p.mkv", "The Web", 2013},
    {"Charlottes Web (1973).mkv", "Charlottes Web", 1973},
    {"Cam.2018.1080p.NF.WEB-DL.mkv", "Cam", 2018},
    {"The Dual (2013) 720p.mkv", "The Dual", 2013},
    {"Limited (2011).mkv", "Limited", 2011},
    {"abc-matrix1080/tm-x264.mkv", "tm"},
    {"The.Matrix.1999.1080p.BluRay.x264-GROUP/grp-matrix.mkv", "The Matrix", 1999},
    {"[Group] The Matrix (1999) [1080p].mkv", "The Matrix", 1999},
    {"[1999] The Matrix.mkv", "The Matrix", 1999},
    {"www.example.org - The.Matrix.1999.mkv", "The.Matrix", 1999},
    {"The Matrix (1999) 1920x1080.mkv", "The Matrix", 1999},
    {"The Matrix 1999 tt0133093.mkv", "The Matrix", 1999, "", 0, "tt0133093"},
    // Editions.
    {"Blade Runner (1982) Final Cut.mkv", "Blade Runner", 1982, "Final Cut"},
    {"Blade.Runner.1982.The.Final.Cut.1080p.mkv", "Blade Runner", 1982, "Final Cut"},
    {"Alien.1979.Directors.Cut.1080p.mkv", "Alien", 1979, "Director's Cut"},
    {"Alien (1979) (Director's Cut).mkv", "Alien", 1979, "Director's Cut"},
    {"Alien (1979) {edition-Theatrical}.mkv", "Alien", 1979, "Theatrical"},
    {"The Lord of the Rings The Two Towers (2002) Extended Edition.mkv", "The Lord of the Rings The Two Towers", 2002,
     "Extended Edition"},
    {"Apocalypse.Now.1979.REDUX.1080p.mkv", "Apocalypse Now", 1979, "Redux"},
    {"Troy.2004.Unrated.mkv", "Troy", 2004, "Unrated"},
    {"Metropolis (1927) [Remastered].mkv", "Metropolis", 1927, "Remastered"},
    {"Oppenheimer.2023.IMAX.2160p.mkv", "Oppenheimer", 2023, "IMAX"},
    {"Extended Family (2011).mkv", "Extended Family", 2011},
    // Films in several files.
    {"The Matrix (1999)/The Matrix (1999) cd1.avi", "The Matrix", 1999, "", 1},
    {"The Matrix (1999)/The Matrix (1999) CD2.avi", "The Matrix", 1999, "", 2},
    {"The.Matrix.1999.cd1.avi", "The Matrix", 1999, "", 1},
    {"The.Matrix.1999.CD1.DVDRip.XviD.avi", "The Matrix", 1999, "", 1},
    {"The Matrix-disc2.avi", "The Matrix", 0, "", 2},
    {"The Matrix (1999) - part1.mkv", "The Matrix", 1999, "", 1},
    {"The Matrix (1999) pt.2.mkv", "The Matrix", 1999, "", 2},
    {"The Matrix (1999)/CD1/movie.avi", "The Matrix", 1999, "", 1},
    {"The Matrix (1999)/cd2.avi", "The Matrix", 1999, "", 2},
    {"Kill Bill (2003)/Kill Bill part 2.mkv", "Kill Bill", 2003, "", 2},
    {"The Godfather Part 2 (1974).mkv", "The Godfather Part 2", 1974},
    {"The.Godfather.Part.II.1974.mkv", "The Godfather Part II", 1974},
    {"The Hangover Part III.mkv", "The Hangover Part III"},
    {"Dune Part Two (2024).mkv", "Dune Part Two", 2024},
    {"Mockingjay Part 1.mkv", "Mockingjay Part 1"},
    // Extras, trailers, samples, series.
    {"The Matrix (1999)/The Matrix (1999)-trailer.mp4", "The Matrix", 1999, "", 0, "", "", FileKind::extra},
    {"The Matrix (1999)/trailer.mp4", "The Matrix", 1999, "", 0, "", "", FileKind::extra},
    {"The Matrix (1999)/Trailers/Teaser 1.mp4", "The Matrix", 1999, "", 0, "", "", FileKind::extra},
    {"The Matrix (1999)/Extras/Bullet time.mkv", "The Matrix", 1999, "", 0, "", "", FileKind::extra},
    {"The Matrix (1999)/Behind the Scenes/Making of.mkv", "The Matrix", 1999, "", 0, "", "", FileKind::extra},
    {"The Matrix (1999)/Lobby fight-deleted.mkv", "The Matrix", 1999, "", 0, "", "", FileKind::extra},
    {"The Matrix (1999)/Wachowskis-interview.mkv", "The Matrix", 1999, "", 0, "", "", FileKind::extra},
    {"The Matrix (1999)/sample.mkv", "The Matrix", 1999, "", 0, "", "", FileKind::sample},
    {"The.Matrix.1999.1080p/Sample/the.matrix.1999.sample.mkv", "the matrix", 1999, "", 0, "", "", FileKind::sample},
    {"The.Matrix.1999.1080p/matrix-sample.mkv", "The Matrix", 1999, "", 0, "", "", FileKind::sample},
    {"Other/The Others (2001).mkv", "The Others", 2001},
    {"The Trailer (2013).mkv", "The Trailer", 2013},
    {"Firefly/Firefly S01E02.mkv", "Firefly", 0, "", 0, "", "", FileKind::episode},
    {"Firefly - 1x02 - Train Job.mkv", "Firefly", 0, "", 0, "", "", FileKind::episode},
    // Other scripts, other titles, languages.
    {"Сталкер (1979).mkv", "Сталкер", 1979},
    {"Сталкер.1979.BDRip.1080p.mkv", "Сталкер", 1979},
    {"Иван_Васильевич_меняет_профессию_1973_DVDRip.avi", "Иван Васильевич меняет профессию", 1973},
    {"Сталкер (Stalker) (1979).mkv", "Сталкер", 1979},
    {"Брат 2 (2000).mkv", "Брат 2", 2000},
    {"Москва слезам не верит/Москва слезам не верит (1979) cd1.avi", "Москва слезам не верит", 1979, "", 1},
    {"七人の侍 (1954).mkv", "七人の侍", 1954},
    {"기생충 (2019).mkv", "기생충", 2019},
    {"花樣年華.2000.1080p.mkv", "花樣年華", 2000},
    {"Ζορμπάς (1964).mkv", "Ζορμπάς", 1964},
    {"Le fabuleux destin d'Amélie Poulain (2001).mkv", "Le fabuleux destin d'Amélie Poulain", 2001},
    {"Das.Boot.1981.German.DL.1080p.BluRay.mkv", "Das Boot", 1981, "", 0, "", "de"},
    {"Amelie.2001.FRENCH.1080p.mkv", "Amelie", 2001, "", 0, "", "fr"},
    {"Brat.1997.RUS.ENG.mkv", "Brat", 1997, "", 0, "", "ru en"},
    {"The Italian Job (1969).mkv", "The Italian Job", 1969},
    {"The French Connection (1971).mkv", "The French Connection", 1971},
    {"Der Untergang aka Downfall (2004).mkv", "Der Untergang", 2004},
    // Beside the film.
    {"The Matrix (1999)/The Matrix (1999).en.srt", "The Matrix", 1999, "", 0, "", "en", FileKind::subtitle},
    {"The Matrix (1999)/The Matrix (1999).en.forced.srt", "The Matrix", 1999, "", 0, "", "en", FileKind::subtitle},
    {"The Matrix (1999)/The Matrix (1999).rus.ass", "The Matrix", 1999, "", 0, "", "ru", FileKind::subtitle},
    {"The Matrix (1999)/Subs/English.srt", "The Matrix", 1999, "", 0, "", "", FileKind::subtitle},
    {"The Matrix (1999)/movie.nfo", "The Matrix", 1999, "", 0, "", "", FileKind::nfo},
    {"The Matrix (1999)/poster.jpg", "The Matrix", 1999, "", 0, "", "", FileKind::picture},
    {"The Matrix (1999)/readme.txt", "", 0, "", 0, "", "", FileKind::other},
    {"noextension", "", 0, "", 0, "", "", FileKind::other},
};

TEST(FileName, says_title_year_edition_part_ids_and_languages) {
  EXPECT_GE(std::size(rows), 120u);
  for (const auto& row : rows) {
    SCOPED_TRACE(row.path);
    const auto name = read_file_name(row.path);
    EXPECT_EQ(static_cast<int>(name.kind), static_cast<int>(row.kind));
    EXPECT_EQ(name.title, row.title);
    EXPECT_EQ(name.year, row.year);
    EXPECT_EQ(name.edition, row.edition);
    EXPECT_EQ(name.part, row.part);
    EXPECT_EQ(name.imdb + (!name.imdb.empty() && !name.tmdb.empty() ? " " : "") + name.tmdb, row.ids);
    EXPECT_EQ(joined(name.languages), row.languages);
  }
}

TEST(FileName, keeps_other_titles) {
  EXPECT_EQ(joined(read_file_name("Сталкер (Stalker) (1979).mkv").also_known), "Stalker");
  EXPECT_EQ(joined(read_file_name("Der Untergang aka Downfall (2004).mkv").also_known), "Downfall");
}

TEST(FileName, says_what_subtitles_are) {
  EXPECT_TRUE(read_file_name("A (1999).en.forced.srt").forced);
  EXPECT_TRUE(read_file_name("A (1999).en.sdh.srt").hearing_impaired);
  EXPECT_FALSE(read_file_name("A (1999).en.srt").forced);
}

TEST(FileName, parts_and_what_lies_beside_share_a_key) {
  const auto key = stack_key("A (1999)/A (1999) cd1.avi");
  EXPECT_EQ(stack_key("A (1999)/A (1999) cd2.avi"), key);
  EXPECT_EQ(stack_key("A (1999)/A (1999).en.forced.srt"), key);
  EXPECT_EQ(stack_key("A (1999)/A (1999).nfo"), key);
  EXPECT_NE(stack_key("B (1999)/A (1999) cd1.avi"), key);
}

TEST(FileName, leaves_out_what_is_not_ours) {
  for (const auto* name : {".hidden", "@eaDir", "#recycle", "$RECYCLE.BIN", "lost+found", "film.mkv.part", "film.!qB"})
    EXPECT_TRUE(is_ignored(name)) << name;
  for (const auto* name : {"film.mkv", "Part 2.mkv", "The $ Film.mkv", "#Alive (2020).mkv", "$9.99 (2008).mkv"})
    EXPECT_FALSE(is_ignored(name)) << name;
}

TEST(FileName, paths_keep_every_byte) {
  for (const std::string bytes : {"plain/film.mkv", "100%/a%41.mkv", "\xD0\xA1\xD1\x82.mkv", "latin1-\xE9t\xE9.mkv",
                                  "\xFF\xFE", "new\nline", "%", "%4"}) {
    const auto stored = stored_path(bytes);
    EXPECT_EQ(path_bytes(stored), bytes);
  }
  EXPECT_EQ(shown_path(stored_path("\xE9t\xE9")), "\xEF\xBF\xBDt\xEF\xBF\xBD");
  EXPECT_EQ(shown_path(stored_path("100%")), "100%");
}

TEST(FileName, nothing_in_a_name_is_too_odd) {
  // No crash and no endless loop, whatever stands there.
  for (const std::string path :
       {"", "/", "....", "((((((.mkv", ")))).mkv", "[].mkv", "{}.mkv", "{edition-}.mkv", "().mkv", "1999.mkv",
        "(1999).mkv", " .mkv", "-.mkv", ".mkv", "cd1.mkv", "a/b/c/cd1.mkv", "\xFF\xFE.mkv", "tt.mkv", "www..mkv"})
    read_file_name(path);
  const std::string letters = " .-_()[]{}/'19cdparttmdb-1080x\xD0\x96\xFF";
  for (int i = 0; i < 300; ++i) {
    std::string path;
    for (unsigned n = 0, seed = static_cast<unsigned>(i) * 2654435761u; n < 40;
         ++n, seed = seed * 1664525u + 1013904223u)
      path += letters[(seed >> 20) % letters.size()];
    read_file_name(path + ".mkv");
    stack_key(path + ".srt");
  }
}

}  // namespace
}  // namespace kinoteka::library
