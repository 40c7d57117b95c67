/**
 * A regular expression, for SQL, that a scope or a list of them matches when it lets a client change something.
 * Ours: by the words that Microsoft, Google, Okta and most others name such scopes with.
 */
export const WRITING = "(?i)write|send|manage|full|access_?as_?user|impersonation";
