-- Why a file cannot be played is kept as a word (media/fault.hpp); it was a sentence.
UPDATE media_files SET broken = CASE broken
  WHEN 'There is no picture in it.' THEN 'no_picture'
  WHEN 'This is no film in a format that can be read.' THEN 'unknown_format'
  WHEN 'The film is damaged: its streams cannot be read.' THEN 'damaged'
  WHEN 'The film is damaged or cut short.' THEN 'damaged'
  WHEN 'The film is cut short: its end is missing.' THEN 'cut_short'
  WHEN 'The picture is made in a way that is not played here.' THEN 'picture_codec'
  WHEN 'It took too long to look into this file.' THEN 'too_slow'
  ELSE 'unreadable' END WHERE broken <> '';
