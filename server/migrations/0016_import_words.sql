-- Why a row of an import cannot be added, and why something of a file was left out, is kept as a word beside its sentence
-- or instead of it (features/takeout/domain.hpp): pages say it in any language.
ALTER TABLE takeout_rows ADD COLUMN code TEXT NOT NULL DEFAULT '';
UPDATE takeout_rows SET code = CASE fault
  WHEN 'It holds NUL characters.' THEN 'nul_characters'
  WHEN 'It names an id that is none.' THEN 'film_id_unreadable'
  WHEN 'The review has more than 20,000 characters.' THEN 'review_too_long'
  WHEN 'The rating is not from half a star to five.' THEN 'rating_outside'
  WHEN 'The status is none of ours.' THEN 'status_unknown'
  WHEN 'It holds more than 64 kB.' THEN 'row_too_large'
  ELSE 'row_refused' END WHERE fault <> '';
UPDATE takeout_imports SET left_out = REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(left_out,
  '"what":"others","why":"have no place here"', '"what":"","why":"no_place"'),
  '"why":"has no place here"', '"why":"no_place"'),
  '"why":"is not one of IMDb''s"', '"why":"no_place"'),
  '"why":"names no film"', '"why":"names_no_film"'),
  '"why":"not a film"', '"why":"no_film"'),
  '"why":"deleted at Letterboxd"', '"why":"deleted_there"'),
  '"why":"an older review without a viewing"', '"why":"older_review"'),
  '"why":"is no whole list"', '"why":"part_missing"'),
  '"why":"has no day"', '"why":"no_day"');
UPDATE takeout_imports SET left_out = REPLACE(left_out, '"why":"has no name"', '"why":"no_name"');
-- IMDb's kinds stood in the sentence, any text among them: what those files left out is told no more.
UPDATE takeout_imports SET left_out = '[]' WHERE left_out LIKE '%"why":"not a film: %';
