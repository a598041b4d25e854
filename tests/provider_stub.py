"""A stub of the providers' APIs in the shapes that they document: TMDB (/3/…), OMDb (/omdb), Wikidata (/w/api.php, /sparql) and
their pictures. `provider_stub.py PORT`. It can be told to be difficult, and tells what it was asked:

  /stub/behave?provider=tmdb&as=down&times=3   down, busy (429), slow, wrong, huge, cut, key; times: for so many requests
  /stub/asked                                  how often each path was asked for
"""

import collections
import hashlib
import http.server
import json
import struct
import sys
import time
import urllib.parse
import zlib

PORT = int(sys.argv[1])
HERE = f"http://127.0.0.1:{PORT}"
TOKEN, KEY = "a token", "a key"
asked = collections.Counter()
behaviour = {}  # provider → [how, how often still]


def png(width, height, red, green, blue):
    rows = b"".join(
        b"\0" + b"".join(bytes((red, (green + y) % 256, (blue + x // 4) % 256)) for x in range(width)) for y in range(height)
    )
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b"")


# Films that no catalogue has. The first is known to all three.
FILMS = {
    9900100: {
        "title": "The Salt Lighthouse", "original_title": "El faro de sal", "original_language": "es",
        "release_date": "2021-09-03", "imdb": "tt9900100", "wikidata": "Q9900100", "runtime": 101,
        "overview": "A keeper counts ships that no longer come.", "tagline": "Somebody has to keep the light.",
        "ru": ("Соляной маяк", "Смотритель считает корабли, которые больше не приходят.", "Кто-то должен хранить свет."),
        "genres": ["Drama", "Mystery"], "keywords": ["lighthouse", "sea"], "countries": ["ES", "FR"], "languages": ["es"],
        "director": (1, "Ada Sternova"), "writer": (2, "Ulises Prado"),
        "cast": [(3, "Nadia Belén", "Marta"), (4, "Osip Lunin", "The Captain"), (5, "Quique Sal", "Boy")],
        "trailer": "abcDEF12345", "rating": 7.4, "votes": 812,
    },
    9900101: {
        "title": "Paper Moons of Kazan", "original_title": "Бумажные луны", "original_language": "ru",
        "release_date": "1988-02-11", "imdb": "tt9900101", "wikidata": "Q9900101", "runtime": 87,
        "overview": "Two projectionists share one reel.", "tagline": "",
        "ru": ("", "Два киномеханика делят одну катушку.", ""),
        "genres": ["Comedy"], "keywords": [], "countries": ["SU"], "languages": ["ru"],
        "director": (6, "Ada Sternova"), "writer": (6, "Ada Sternova"), "cast": [(4, "Osip Lunin", "Yegor")],
        "trailer": "", "rating": 0, "votes": 0,
    },
}
# The Godfather, which the starter catalogue has.
FILMS[238] = dict(FILMS[9900100], title="The Godfather", original_title="The Godfather", original_language="en",
                  release_date="1972-03-14", imdb="tt0068646", wikidata="Q47703", tagline="An offer you can't refuse.",
                  overview="A stub's own words on the Corleones.", ru=("Крёстный отец", "Слова заглушки.", ""), runtime=176)


def tmdb_line(number):
    film = FILMS[number]
    return {"adult": False, "id": number, "title": film["title"], "original_title": film["original_title"],
            "original_language": film["original_language"], "overview": film["overview"], "popularity": 12.3,
            "release_date": film["release_date"], "genre_ids": [18], "poster_path": f"/poster{number}.png",
            "backdrop_path": None, "video": False, "vote_average": film["rating"], "vote_count": film["votes"]}


def tmdb_details(number):
    film = FILMS[number]
    image = lambda path, width, height, language: {
        "aspect_ratio": 0.667, "file_path": path, "width": width, "height": height, "iso_639_1": language,
        "vote_average": 5.3, "vote_count": 3}
    crew = [dict(id=film["director"][0], name=film["director"][1], job="Director", department="Directing",
                 profile_path=f"/person{film['director'][0]}.png"),
            dict(id=film["writer"][0], name=film["writer"][1], job="Screenplay", department="Writing", profile_path=None)]
    cast = [dict(id=id, name=name, character=character, order=order, profile_path=f"/person{id}.png")
            for order, (id, name, character) in enumerate(film["cast"])]
    title, overview, tagline = film["ru"]
    return dict(
        tmdb_line(number), imdb_id=film["imdb"], runtime=film["runtime"], tagline=film["tagline"], status="Released",
        backdrop_path=f"/backdrop{number}.png",
        genres=[{"id": i, "name": name} for i, name in enumerate(film["genres"])],
        production_countries=[{"iso_3166_1": code, "name": code} for code in film["countries"]],
        spoken_languages=[{"iso_639_1": code, "english_name": code, "name": code} for code in film["languages"]],
        credits={"cast": cast, "crew": crew},
        videos={"results": [{"key": "clip", "site": "YouTube", "type": "Clip", "official": True, "iso_639_1": "en"}]
                + ([{"key": film["trailer"], "site": "YouTube", "type": "Trailer", "official": True, "iso_639_1": "en"}]
                   if film["trailer"] else [])},
        images={"posters": [image(f"/poster{number}.png", 1000, 1500, "en"), image(f"/other{number}.png", 1000, 1500, "ru")],
                "backdrops": [image(f"/backdrop{number}.png", 1920, 1080, None), image(f"/scene{number}.png", 1920, 1080, None)],
                "logos": []},
        release_dates={"results": [{"iso_3166_1": "ES", "release_dates": [
            {"certification": "12", "release_date": film["release_date"] + "T00:00:00.000Z", "type": 3}]}]},
        keywords={"keywords": [{"id": i, "name": name} for i, name in enumerate(film["keywords"])]},
        translations={"translations": [
            {"iso_3166_1": "RU", "iso_639_1": "ru", "name": "Pусский", "english_name": "Russian",
             "data": {"title": title, "overview": overview, "tagline": tagline, "homepage": "", "runtime": 0}},
            {"iso_3166_1": "DE", "iso_639_1": "de", "name": "Deutsch", "english_name": "German",
             "data": {"title": "", "overview": "", "tagline": "", "homepage": "", "runtime": 0}}]},
        external_ids={"imdb_id": film["imdb"], "wikidata_id": film["wikidata"], "facebook_id": None},
        alternative_titles={"titles": [{"iso_3166_1": "FR", "title": "Le phare de sel", "type": ""}]},
    )


PEOPLE = {"Q77": "Ada Sternova", "Q78": "Nadia Belén", "Q79": "Osip Lunin"}


def item(number):
    film = FILMS[number]
    def claim(value, kind="wikibase-entityid", rank="normal", qualifiers=None):
        made = {"mainsnak": {"snaktype": "value", "datavalue": {"value": value, "type": kind}}, "type": "statement", "rank": rank}
        return dict(made, qualifiers=qualifiers) if qualifiers else made
    thing = lambda id: {"entity-type": "item", "id": id, "numeric-id": int(id[1:])}
    date = lambda text, precision: {"time": f"+{text}T00:00:00Z", "precision": precision, "calendarmodel": "http://www.wikidata.org/entity/Q1985727"}
    labels = {"en": {"language": "en", "value": film["title"]}}
    if film["ru"][0]:
        labels["ru"] = {"language": "ru", "value": film["ru"][0]}
    claims = {
        "P31": [claim(thing("Q11424"))],
        "P577": [claim(date(film["release_date"], 11), "time"), claim(date(film["release_date"][:4] + "-00-00", 9), "time", "deprecated")],
        "P1476": [claim({"text": film["original_title"], "language": film["original_language"]}, "monolingualtext")],
        "P57": [claim(thing("Q77"))],
        "P161": [claim(thing("Q78"), qualifiers={"P4633": [{"snaktype": "value", "datavalue": {"value": film["cast"][0][2], "type": "string"}}]}),
                 claim(thing("Q79"))],
        "P136": [claim(thing("Q130232"))], "P495": [claim(thing("Q29"))], "P364": [claim(thing("Q1321"))],
        "P2047": [claim({"amount": f"+{film['runtime']}", "unit": "http://www.wikidata.org/entity/Q7727"}, "quantity")],
        "P345": [claim(film["imdb"], "string")], "P3383": [claim("A poster.png", "string")],
        "P18": [{"mainsnak": {"snaktype": "novalue"}, "rank": "normal"}],
    }
    if number != 9900101:
        claims["P4947"] = [claim(str(number), "string")]
    return {"type": "item", "id": film["wikidata"], "labels": labels, "aliases": {}, "claims": claims,
            "descriptions": {"en": {"language": "en", "value": "film by Ada Sternova"}}, "sitelinks": {}}


BOOK = {"type": "item", "id": "Q9900555", "labels": {"en": {"language": "en", "value": "The Salt Lighthouse"}}, "aliases": {},
        "descriptions": {}, "sitelinks": {},
        "claims": {"P31": [{"mainsnak": {"snaktype": "value", "datavalue": {"type": "wikibase-entityid", "value": {"id": "Q7725634"}}}, "rank": "normal"}]}}


def known_by(text):
    """Films of which every word of the text is in a title."""
    words = text.lower().split()
    return [n for n, film in FILMS.items()
            if all(word in f"{film['title']} {film['original_title']} {film['ru'][0]}".lower() for word in words)]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, body, kind="application/json", headers=()):
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def is_difficult(self, provider):
        how, left = behaviour.get(provider, ("", 0))
        if left <= 0:
            return False
        behaviour[provider] = (how, left - 1)
        if how == "down":
            self.answer(503, {"status_message": "down"})
        elif how == "busy":
            self.answer(429, {"status_message": "too many"}, headers=[("Retry-After", "1")])
        elif how == "rest":
            self.answer(429, {"status_message": "too many"}, headers=[("Retry-After", "600")])
        elif how == "key":
            self.answer(401, {"status_message": "Invalid API key"})
        elif how == "slow":
            time.sleep(30)
        elif how == "wrong":
            self.answer(200, b"<html>welcome to the hotel</html>", "text/html")
        elif how == "odd":
            self.answer(200, {"results": {"not": "a list"}})
        elif how == "huge":
            self.answer(200, b'{"results":[' + b'{"id":1,"title":"' + b"x" * 20_000_000 + b'"}]}')
        elif how == "cut":
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", "5000")
            self.end_headers()
            self.wfile.write(b'{"results":[')
            self.close_connection = True
        elif how == "redirect":
            self.answer(302, {}, headers=[("Location", HERE + "/stub/trap")])
        return True

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        path = urllib.parse.unquote(url.path)
        if path == "/stub/behave":
            behaviour[query["provider"]] = (query["as"], int(query.get("times", "1000")))
            return self.answer(200, {})
        if path == "/stub/asked":
            return self.answer(200, dict(asked))
        if path == "/stub/forget":
            asked.clear()
            behaviour.clear()
            return self.answer(200, {})
        asked[path] += 1
        if path.startswith("/3/"):
            return self.is_difficult("tmdb") or self.tmdb(path[2:], query)
        if path.startswith("/omdb"):
            return self.is_difficult("omdb") or self.omdb(query)
        if path in ("/w/api.php", "/sparql"):
            return self.is_difficult("wikidata") or self.wikidata(path, query)
        if self.is_difficult("pictures"):
            return None
        if path.endswith(".png"):
            seed = hashlib.md5(path.rsplit("/", 1)[-1].encode()).digest()
            portrait = "poster" in path or "other" in path or "person" in path
            return self.answer(200, png(*((400, 600) if portrait else (960, 540)), *seed[:3]), "image/png")
        if path == "/page.html":
            return self.answer(200, b"<html></html>", "text/html")
        return self.answer(404, {})

    def tmdb(self, path, query):
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            return self.answer(401, {"status_code": 7, "status_message": "Invalid API key: You must be granted a valid key."})
        if path == "/configuration":
            sizes = {"poster_sizes": ["w342", "w780", "original"], "backdrop_sizes": ["w780", "w1280", "original"], "profile_sizes": ["w185", "h632"]}
            return self.answer(200, {"change_keys": [], "images": dict(sizes, base_url=HERE + "/t/p/", secure_base_url=HERE + "/t/p/")})
        if path == "/search/movie":
            found = [tmdb_line(n) for n in known_by(query["query"])
                     if "year" not in query or FILMS[n]["release_date"].startswith(query["year"])]
            if query.get("language") == "ru":
                for line in found:
                    line["title"] = FILMS[line["id"]]["ru"][0] or line["title"]
            return self.answer(200, {"page": 1, "results": found, "total_pages": 1, "total_results": len(found)})
        if path.startswith("/find/"):
            wanted = path.split("/")[2]
            found = [tmdb_line(n) for n, film in FILMS.items() if wanted in (film["imdb"], film["wikidata"])]
            return self.answer(200, {"movie_results": found, "person_results": []})
        number = path.split("/")[2]
        if number.isdigit() and int(number) in FILMS:
            return self.answer(200, tmdb_details(int(number)))
        return self.answer(404, {"success": False, "status_code": 34, "status_message": "The resource you requested could not be found."})

    def omdb(self, query):
        if query.get("apikey") != KEY:
            return self.answer(401, {"Response": "False", "Error": "Invalid API key!"})
        if "s" in query:
            found = [{"Title": FILMS[n]["title"], "Year": FILMS[n]["release_date"][:4], "imdbID": FILMS[n]["imdb"], "Type": "movie", "Poster": "N/A"}
                     for n in known_by(query["s"])]
            return self.answer(200, {"Search": found, "totalResults": str(len(found)), "Response": "True"} if found
                               else {"Response": "False", "Error": "Movie not found!"})
        for film in FILMS.values():
            if film["imdb"] == query.get("i"):
                year, month, day = film["release_date"].split("-")
                name = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][int(month) - 1]
                return self.answer(200, {
                    "Title": film["title"], "Year": year, "Rated": "N/A", "Released": f"{day} {name} {year}",
                    "Runtime": f"{film['runtime']} min", "Genre": "Drama, Sci-Fi", "Director": "Ada Sternova",
                    "Writer": "Ulises Prado (screenplay), Ada Sternova", "Actors": "Nadia Belén, Osip Lunin",
                    "Plot": "In OMDb's words.", "Language": "Spanish, French", "Country": "Spain, United States", "Awards": "N/A",
                    "Poster": HERE + "/t/omdb-poster.png", "imdbRating": "7.1", "imdbVotes": "1,234", "imdbID": film["imdb"],
                    "Type": "movie", "Response": "True"})
        return self.answer(200, {"Response": "False", "Error": "Incorrect IMDb ID."})

    def wikidata(self, path, query):
        if path == "/sparql":
            text = query["query"]
            cell = lambda value, kind="literal": {"type": kind, "value": value}
            uri = lambda id: cell("http://www.wikidata.org/entity/" + id, "uri")
            lines = []
            for film in FILMS.values():
                if f'"{film["imdb"]}"' in text:
                    lines.append({"thing": uri(film["wikidata"])})
            for id, name in PEOPLE.items():
                if f"wd:{id} " in text:
                    lines.append({"thing": uri(id), "en": cell(name), "imdb": cell("nm99" + id[1:]),
                                  **({"ru": cell("Ада Штернова")} if id == "Q77" else {}),
                                  "image": cell(f"http://commons.wikimedia.org/wiki/Special:FilePath/person%20{id}.png", "uri")})
            for id, extra in (("Q130232", {"en": cell("drama film")}), ("Q29", {"en": cell("Spain"), "country": cell("ES")}),
                              ("Q1321", {"en": cell("Spanish"), "language": cell("es")})):
                if f"wd:{id} " in text:
                    lines.append(dict(extra, thing=uri(id)))
            return self.answer(200, {"head": {"vars": []}, "results": {"bindings": lines}}, "application/sparql-results+json")
        if query.get("action") == "wbsearchentities":
            found = [{"id": FILMS[n]["wikidata"], "label": FILMS[n]["title"]} for n in known_by(query["search"])]
            if found:
                found.insert(0, {"id": BOOK["id"], "label": "The Salt Lighthouse", "description": "novel"})
            return self.answer(200, {"search": found, "success": 1})
        by_id = {film["wikidata"]: item(n) for n, film in FILMS.items()} | {BOOK["id"]: BOOK}
        entities = {id: by_id.get(id, {"id": id, "missing": ""}) for id in query["ids"].split("|")}
        return self.answer(200, {"entities": entities, "success": 1})

    def log_message(self, *_):
        pass

    def handle(self):
        try:
            super().handle()
        except ConnectionError:
            pass  # who asked has heard enough


http.server.ThreadingHTTPServer(("127.0.0.1", PORT), Handler).serve_forever()
