"""A film lover of some years, as Letterboxd would export them; and their films, as a catalogue would know them. Made up,
and the same each time. Used by films_test.py and by the benchmark."""

import csv
import gzip
import io
import json
import zipfile

FILMS = 2000


def film(i):
    return f"Film Number {i}" if i % 3 else f"The «{i}» Affair, Part {i % 7}", 1930 + i % 95


def day(i):
    return f"{2010 + i % 14}-{1 + i % 12:02}-{1 + i % 28:02}"


def catalogue(path):
    """The films, as `kinoteka import wikipedia` reads them."""
    with gzip.open(path, "wt", compresslevel=1) as out:
        for i in range(FILMS):
            title, year = film(i)
            out.write(json.dumps({"title": title, "year": year, "cast": [f"Person {i % 300}"], "genres": ["Drama", "Western"][i % 2:],
                                  "href": f"f{i}", "extract": "A film.", "thumbnail": None}) + "\n")


def table(head, rows, before=""):
    text = io.StringIO()
    text.write(before)
    out = csv.writer(text, lineterminator="\n")
    out.writerow(head)
    out.writerows(rows)
    return text.getvalue()


def export():
    """The zip's bytes: 2,000 films in all, 1,800 watched, 1,500 rated, 2,200 lines of diary, 250 reviews, 200 to be
    watched, three lists of 100."""
    basic = ["Date", "Name", "Year", "Letterboxd URI"]
    known = lambda i: ["2024-01-01", *film(i), f"https://boxd.it/{i}"]
    diary = [[day(i), *film(i % 1800), "u", 1 + i % 9 / 2, "Yes" if i >= 1800 else "", "cinema" if i % 5 == 0 else "", day(i)]
             for i in range(2200)]
    files = {
        "profile.csv": table(["Date Joined", "Username"], [["2010-01-01", "lover"]]),
        "watched.csv": table(basic, [known(i) for i in range(1800)]),
        "ratings.csv": table(basic + ["Rating"], [known(i) + [1 + i % 9 / 2] for i in range(1500)]),
        "watchlist.csv": table(basic, [known(i) for i in range(1800, FILMS)]),
        "likes/films.csv": table(basic, [known(i) for i in range(0, 1800, 9)]),
        "diary.csv": table(basic + ["Rating", "Rewatch", "Tags", "Watched Date"], diary),
        "reviews.csv": table(basic + ["Rating", "Rewatch", "Review", "Tags", "Watched Date"],
                             [[*diary[i][:6], f"Seen, and \"felt\", {i} times.\nTwice more.", *diary[i][6:]] for i in range(0, 1750, 7)]),
    }
    for n in range(3):
        rows = [[at + 1, *film(n * 300 + at), "u", ""] for at in range(100)]
        files[f"lists/list-{n}.csv"] = table(
            ["Position", "Name", "Year", "URL", "Description"], rows,
            f"Letterboxd list export v7\nDate,Name,Tags,URL,Description\n2024-01-01,List {n},,u,\n\n")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return out.getvalue()


def bring(call, name, body, how):
    """Sends a file and applies it to the end, by `call(method, path, body) → answer`; the import's last state."""
    path = f"/api/user/imports/{call('POST', f'/api/user/imports?name={name}', body)['id']}"
    state = call("POST", path + "/apply", how)
    while not state["done"]:
        state = call("POST", path + "/apply", {})
    return state
