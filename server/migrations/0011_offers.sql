-- Whom somebody has asked to be in a group or to edit a list, and who has not answered yet. Who says yes goes over into
-- group_members or list_editors; who says no is asked no more until asked anew.
CREATE TABLE offers (
  id       @key,
  user_id  BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  from_id  BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  group_id BIGINT REFERENCES user_groups (id) ON DELETE CASCADE,
  list_id  BIGINT REFERENCES lists (id) ON DELETE CASCADE,
  asked_at BIGINT NOT NULL,
  CHECK ((group_id IS NULL) <> (list_id IS NULL)),
  UNIQUE (group_id, user_id),
  UNIQUE (list_id, user_id)
);
CREATE INDEX offers_by_user ON offers (user_id, from_id);
CREATE INDEX offers_by_sender ON offers (from_id);
