// Why something was refused, as a word that stays: programs and pages tell by it what to say, in any language. What
// `detail` and `message` say beside it is English, and may be put better one day.
#pragma once

#include <boost/describe/enum.hpp>

namespace kinoteka {

enum class Reason {
  // of the whole
  account_disabled,
  address_confirmed,
  address_taken,
  already_linked,
  app_code_needed,
  app_code_wrong,
  body_too_large,
  changed_since,
  collection_full,
  comments_too_fast,
  confirm_address,
  diary_full,
  factor_off,
  factor_on,
  film_broken,
  film_deleted,
  film_just_found,
  folder_closed,
  folder_overlaps,
  group_full,
  last_admin,
  limit_of_hour,
  link_ended,
  list_full,
  may_not_play,
  name_taken,
  no_password,
  no_provider_knows,
  not_your_group,
  not_your_list,
  nobody,
  on_list_already,
  only_way_in,
  other_server_away,
  own_list,
  own_review,
  password_wrong,
  questions_wait,
  reviewed_already,
  sign_in_again,
  sign_in_to_search,
  subtitles_beside_film,
  subtitles_unreadable,
  too_many_groups,
  too_many_keys,
  too_many_links,
  too_many_lists,
  too_many_of_film,
  // of a value
  blank,
  birth_after_death,
  code_wrong,
  film_id_unreadable,
  folder_outside,
  given_twice,
  lent_to_nobody,
  name_of_several,
  no_roots,
  nothing_to_import,
  nobodys_username,
  not_your_groups,
  nul_characters,
  password_common,
  password_is_name,
  rating_outside,
  review_too_long,
  row_refused,
  row_too_large,
  setup_code_missing,
  setup_code_wrong,
  status_unknown,
  subtitles_expected,
  too_many_rows,
  username_taken,
  who_missing,
};
// One by one: the macro that takes them all takes 52.
BOOST_DESCRIBE_ENUM_BEGIN(Reason)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, account_disabled)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, address_confirmed)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, address_taken)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, already_linked)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, app_code_needed)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, app_code_wrong)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, body_too_large)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, changed_since)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, collection_full)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, comments_too_fast)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, confirm_address)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, diary_full)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, factor_off)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, factor_on)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, film_broken)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, film_deleted)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, film_just_found)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, folder_closed)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, folder_overlaps)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, group_full)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, last_admin)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, limit_of_hour)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, link_ended)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, list_full)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, may_not_play)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, name_taken)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, no_password)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, no_provider_knows)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, not_your_group)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, not_your_list)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, nobody)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, on_list_already)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, only_way_in)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, other_server_away)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, own_list)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, own_review)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, password_wrong)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, questions_wait)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, reviewed_already)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, sign_in_again)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, sign_in_to_search)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, subtitles_beside_film)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, subtitles_unreadable)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, too_many_groups)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, too_many_keys)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, too_many_links)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, too_many_lists)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, too_many_of_film)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, blank)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, birth_after_death)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, code_wrong)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, film_id_unreadable)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, folder_outside)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, given_twice)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, lent_to_nobody)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, name_of_several)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, no_roots)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, nothing_to_import)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, nobodys_username)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, not_your_groups)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, nul_characters)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, password_common)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, password_is_name)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, rating_outside)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, review_too_long)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, row_refused)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, row_too_large)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, setup_code_missing)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, setup_code_wrong)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, status_unknown)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, subtitles_expected)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, too_many_rows)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, username_taken)
BOOST_DESCRIBE_ENUM_ENTRY(Reason, who_missing)
BOOST_DESCRIBE_ENUM_END(Reason)

}  // namespace kinoteka
