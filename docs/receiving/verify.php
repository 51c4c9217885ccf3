<?php
// Tells whether a handoff really comes from Greenlight. PHP 7.4 or later, no packages.
//
//   $rawBody = file_get_contents('php://input'); // the bytes as they came; decode them only afterwards
//   if (!verify_agentflow(getallheaders(), $rawBody, getenv('GREENLIGHT_SECRET'))) { http_response_code(401); exit; }

declare(strict_types=1);

const TOLERANCE_S = 300;

/** X-AgentFlow-Signature: over "timestamp.body"; the key is the whole text of the secret, whsec_ included. */
function verify_agentflow(array $headers, string $rawBody, string $secret, ?int $now = null): bool
{
    $headers = array_change_key_case($headers);
    $timestamp = $headers['x-agentflow-timestamp'] ?? '';
    $digest = hash_hmac('sha256', "$timestamp.$rawBody", $secret);
    $sent = $headers['x-agentflow-signature'] ?? '';
    return $secret !== '' && is_fresh($timestamp, $now ?? time()) && hash_equals("sha256=$digest", $sent);
}

/** Standard Webhooks: over "id.timestamp.body"; the key is what the base64 after whsec_ stands for. */
function verify_standard_webhooks(array $headers, string $rawBody, string $secret, ?int $now = null): bool
{
    $headers = array_change_key_case($headers);
    $id = $headers['webhook-id'] ?? '';
    $timestamp = $headers['webhook-timestamp'] ?? '';
    $key = base64_decode(preg_replace('/^whsec_/', '', $secret));
    $right = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$rawBody", $key, true));
    $isSigned = false;
    foreach (explode(' ', $headers['webhook-signature'] ?? '') as $one) {
        $isSigned = hash_equals($right, $one) || $isSigned;
    }
    return $key !== '' && $id !== '' && is_fresh($timestamp, $now ?? time()) && $isSigned;
}

function is_fresh(string $timestamp, int $now): bool
{
    return preg_match('/^[0-9]{1,12}$/D', $timestamp) === 1 && abs($now - (int) $timestamp) <= TOLERANCE_S;
}

// To try it out: one JSON case a line on stdin, with the body in base64; true or false on stdout.
if (PHP_SAPI === 'cli' && realpath($_SERVER['SCRIPT_FILENAME']) === __FILE__) {
    while (($line = fgets(STDIN)) !== false) {
        $case = json_decode($line, true);
        $verify = $case['scheme'] === 'agentflow' ? 'verify_agentflow' : 'verify_standard_webhooks';
        $holds = $verify($case['headers'], base64_decode($case['body']), $case['secret'], $case['now']);
        echo $holds ? "true\n" : "false\n";
    }
}
