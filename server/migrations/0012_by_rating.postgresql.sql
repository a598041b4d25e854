-- Until now a rating wrote a line of the diary, dated today. Which lines those were nobody noted: they stand on the day
-- they were written (in any time zone) and say nothing else. Their owner takes them back, or keeps them.
ALTER TABLE viewings ADD COLUMN by_rating INTEGER NOT NULL DEFAULT 0;
UPDATE viewings SET by_rating = 1 WHERE rewatch = 0 AND place = '' AND note = '' AND tags = '[]' AND
  watched_on BETWEEN to_char(to_timestamp(created_at / 1000 + -50400) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AND to_char(to_timestamp(created_at / 1000 + 50400) AT TIME ZONE 'UTC', 'YYYY-MM-DD');
CREATE INDEX viewings_by_rating ON viewings (user_id, watched_on, id) WHERE by_rating = 1;
