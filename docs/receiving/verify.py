# Tells whether a handoff really comes from Greenlight. Python 3.9 or later, standard library only.
#
#   raw_body = request.get_data()  # Flask; Django: request.body; FastAPI: await request.body()
#   if not verify_agentflow(request.headers, raw_body, os.environ["GREENLIGHT_SECRET"]):
#       return "", 401
#
# The headers of Flask, Django and FastAPI ignore case. A plain dict must have its names in lower case.

import base64
import hashlib
import hmac
import json
import re
import sys
import time

TOLERANCE_S = 300


def verify_agentflow(headers, raw_body, secret, now=None):
    """X-AgentFlow-Signature: over "timestamp.body"; the key is the whole text of the secret, whsec_ included."""
    timestamp = as_bytes(headers.get("x-agentflow-timestamp"))
    digest = hmac.new(secret.encode(), timestamp + b"." + raw_body, hashlib.sha256).hexdigest()
    sent = as_bytes(headers.get("x-agentflow-signature"))
    return secret != "" and is_fresh(timestamp, now) and hmac.compare_digest(sent, f"sha256={digest}".encode())


def verify_standard_webhooks(headers, raw_body, secret, now=None):
    """Standard Webhooks: over "id.timestamp.body"; the key is what the base64 after whsec_ stands for."""
    webhook_id = as_bytes(headers.get("webhook-id"))
    timestamp = as_bytes(headers.get("webhook-timestamp"))
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(key, b".".join([webhook_id, timestamp, raw_body]), hashlib.sha256).digest()
    right = b"v1," + base64.b64encode(digest)
    signatures = as_bytes(headers.get("webhook-signature")).split(b" ")
    is_signed = any(hmac.compare_digest(one, right) for one in signatures)
    return key != b"" and webhook_id != b"" and is_fresh(timestamp, now) and is_signed


def is_fresh(timestamp, now):
    if not re.fullmatch(rb"[0-9]{1,12}", timestamp):
        return False
    return abs((int(time.time()) if now is None else now) - int(timestamp)) <= TOLERANCE_S


def as_bytes(header):
    """compare_digest refuses text beyond ASCII, and a stranger may send anything."""
    return (header or "").encode("utf-8", "replace")


# To try it out: one JSON case a line on stdin, with the body in base64; true or false on stdout.
if __name__ == "__main__":
    for line in sys.stdin:
        case = json.loads(line)
        verify = verify_agentflow if case["scheme"] == "agentflow" else verify_standard_webhooks
        holds = verify(case["headers"], base64.b64decode(case["body"]), case["secret"], case["now"])
        print("true" if holds else "false")
