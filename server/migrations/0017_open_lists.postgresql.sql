-- Which kinds of ids there are, and which languages, is said once, in the program: base/external_ids.hpp, locales/.
ALTER TABLE movie_external_ids DROP CONSTRAINT movie_external_ids_provider_check;
ALTER TABLE person_external_ids DROP CONSTRAINT person_external_ids_provider_check;
ALTER TABLE users DROP CONSTRAINT users_language_check;
