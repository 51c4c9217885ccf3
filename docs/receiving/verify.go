// Tells whether a handoff really comes from Greenlight. Go 1.18 or later, standard library only.
//
//	rawBody, err := io.ReadAll(r.Body) // the bytes as they came; unmarshal them only afterwards
//	if err != nil || !VerifyAgentFlow(r.Header.Get, rawBody, os.Getenv("GREENLIGHT_SECRET"), time.Now()) {
//		w.WriteHeader(http.StatusUnauthorized)
//		return
//	}
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"strconv"
	"strings"
	"time"
)

const toleranceSeconds = 300

// VerifyAgentFlow checks X-AgentFlow-Signature: over "timestamp.body"; the key is the whole text of the secret, whsec_ included.
func VerifyAgentFlow(header func(name string) string, rawBody []byte, secret string, now time.Time) bool {
	timestamp := header("X-AgentFlow-Timestamp")
	right := "sha256=" + hex.EncodeToString(digest([]byte(secret), timestamp+".", rawBody))
	return secret != "" && isFresh(timestamp, now) && isSame(header("X-AgentFlow-Signature"), right)
}

// VerifyStandardWebhooks checks webhook-signature: over "id.timestamp.body"; the key is what the base64 after whsec_ stands for.
func VerifyStandardWebhooks(header func(name string) string, rawBody []byte, secret string, now time.Time) bool {
	id, timestamp := header("webhook-id"), header("webhook-timestamp")
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil || len(key) == 0 || id == "" || !isFresh(timestamp, now) {
		return false
	}
	right := "v1," + base64.StdEncoding.EncodeToString(digest(key, id+"."+timestamp+".", rawBody))
	for _, one := range strings.Split(header("webhook-signature"), " ") {
		if isSame(one, right) {
			return true
		}
	}
	return false
}

func digest(key []byte, beginning string, rawBody []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(beginning))
	mac.Write(rawBody)
	return mac.Sum(nil)
}

func isFresh(timestamp string, now time.Time) bool {
	seconds, err := strconv.ParseUint(timestamp, 10, 40)
	age := now.Unix() - int64(seconds)
	return err == nil && -toleranceSeconds <= age && age <= toleranceSeconds
}

// isSame takes the same time wherever the two differ.
func isSame(sent, right string) bool {
	return hmac.Equal([]byte(sent), []byte(right))
}

// To try it out: one JSON case a line on stdin, with the body in base64; true or false on stdout.
func main() {
	for cases := json.NewDecoder(os.Stdin); ; {
		var one struct {
			Scheme, Secret string
			Headers        map[string]string
			Body           []byte
			Now            int64
		}
		if err := cases.Decode(&one); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			log.Fatal(err)
		}
		verify := VerifyStandardWebhooks
		if one.Scheme == "agentflow" {
			verify = VerifyAgentFlow
		}
		header := func(name string) string { return one.Headers[strings.ToLower(name)] }
		fmt.Println(verify(header, one.Body, one.Secret, time.Unix(one.Now, 0)))
	}
}
