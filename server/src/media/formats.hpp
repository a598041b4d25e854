// What may be opened at all: the formats and codecs of films, by FFmpeg's names. Everything else of FFmpeg's (playlists
// that name other files, capture devices, old games' formats, MagicYUV) stays shut.
#pragma once

#include <string_view>

namespace kinoteka::media {

inline constexpr std::string_view allowed_formats =
    "matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,avi,mpegts,mpeg,mpegvideo,ogg,flv,asf,rm,h264,hevc";

inline constexpr std::string_view allowed_codecs =
    "h264,hevc,av1,libdav1d,vp8,vp9,mpeg1video,mpeg2video,mpeg4,msmpeg4,msmpeg4v2,msmpeg4v1,h263,flv,vc1,wmv1,wmv2,"
    "wmv3,"
    "theora,rv10,rv20,rv30,rv40,mjpeg,"
    "aac,aac_latm,ac3,eac3,dca,truehd,mlp,mp1,mp2,mp3,mp3float,mp2float,mp1float,flac,alac,vorbis,opus,wmav1,wmav2,"
    "wmapro,"
    "cook,sipr,ra_144,ra_288,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s32le,pcm_u8,pcm_bluray,pcm_dvd,amrnb,amrwb,"
    "subrip,srt,ass,ssa,webvtt,mov_text,text,dvdsub,pgssub,dvbsub";

}  // namespace kinoteka::media
