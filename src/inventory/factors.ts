/**
 * Second factors by what an attacker must do to defeat them, as SQL over a column `kind`; null for a password, which is none.
 * Weak: SCuBA MS.AAD.3.5 and NIST SP 800-63B "restricted" (out of band over the telephone network), mail and questions.
 * Phishing-resistant: NIST SP 800-63B AAL3, SCuBA MS.AAD.3.1. A kind that is not listed counts as weak: a factor, but of no proven strength.
 */
export const FACTOR_STRENGTH = `
  CASE
    WHEN lower(kind) = 'password' THEN NULL
    WHEN lower(kind) IN ('webauthn', 'passkey', 'fido2', 'u2f', 'certificate', 'smartcard', 'fastpass', 'windows-hello') THEN 'phishing-resistant'
    WHEN lower(kind) IN ('totp', 'push', 'otp', 'hotp', 'token', 'hardware-token', 'software-token') THEN 'strong'
    ELSE 'weak'
  END`;

/** The order of strength of an SQL expression, 1 to 3, so that the strongest of several is max(). */
export const strengthRank = (strength: string): string =>
  `CASE ${strength} WHEN 'weak' THEN 1 WHEN 'strong' THEN 2 WHEN 'phishing-resistant' THEN 3 END`;
