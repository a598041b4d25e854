"""A stub of Cloudinary's API for raw files of the type "authenticated", in memory: upload, download, destroy and the list,
as their reference describes them. Every signature is checked. `cloudinary_stub.py PORT CLOUD KEY SECRET`."""

import base64
import email
import hashlib
import http.server
import json
import sys
import time
import urllib.parse

PORT, CLOUD, KEY, SECRET = int(sys.argv[1]), *sys.argv[2:5]
BASE = f"/v1_1/{CLOUD}"
files = {}  # public_id → (bytes, when)
PAGE = 3  # so that a list has several pages


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, body, kind="application/json"):
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def refuse(self, status, message):
        self.answer(status, {"error": {"message": message}})

    def is_signed(self, fields):
        signed = {k: v for k, v in fields.items() if k not in ("file", "api_key", "signature", "resource_type", "cloud_name")}
        text = "&".join(f"{k}={v}" for k, v in sorted(signed.items()))
        good = hashlib.sha1((text + SECRET).encode()).hexdigest()
        fresh = abs(time.time() - int(fields.get("timestamp", "0"))) < 3600
        if fields.get("signature") == good and fields.get("api_key") == KEY and fresh and fields.get("type") == "authenticated":
            return True
        self.refuse(401, f"Invalid Signature. String to sign - '{text}'.")
        return False

    def do_GET(self):
        url = urllib.parse.urlparse(self.path)
        fields = dict(urllib.parse.parse_qsl(url.query))
        if url.path == f"{BASE}/raw/download":
            if not self.is_signed(fields):
                return
            found = files.get(fields["public_id"])
            if found is None:
                return self.refuse(404, "Resource not found")
            return self.answer(200, found[0], "application/octet-stream")
        if url.path == f"{BASE}/resources/raw/authenticated":
            if self.headers.get("Authorization") != "Basic " + base64.b64encode(f"{KEY}:{SECRET}".encode()).decode():
                return self.refuse(401, "unknown api_key")
            names = [n for n in files if n.startswith(fields.get("prefix", ""))]
            names.sort(key=lambda n: hashlib.md5(n.encode()).hexdigest())  # in no order that anybody could rely on
            first = int(fields.get("next_cursor", "0"))
            page = {"resources": [{"public_id": n, "bytes": len(files[n][0]), "type": "authenticated", "created_at": files[n][1]}
                                  for n in names[first:first + PAGE]]}
            if first + PAGE < len(names):
                page["next_cursor"] = str(first + PAGE)
            return self.answer(200, page)
        self.refuse(404, "no such path")

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        kind = self.headers["Content-Type"]
        if kind.startswith("multipart/form-data"):
            form = email.message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
            parts = {p.get_param("name", header="content-disposition"): p.get_payload(decode=True) for p in form.get_payload()}
            file = parts.pop("file", None)
            fields = {k: v.decode() for k, v in parts.items()}
        else:
            file, fields = None, dict(urllib.parse.parse_qsl(body.decode()))
        if not self.is_signed(fields):
            return
        name = fields["public_id"]
        if self.path == f"{BASE}/raw/upload":
            if fields.get("overwrite") != "false" or name not in files:
                files[name] = (file, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()))
            return self.answer(200, {"public_id": name, "bytes": len(files[name][0]), "type": "authenticated"})
        if self.path == f"{BASE}/raw/destroy":
            return self.answer(200, {"result": "ok" if files.pop(name, None) else "not found"})
        self.refuse(404, "no such path")

    def log_message(self, *arguments):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", PORT), Handler).serve_forever()
