// NIST SP 800-63B and OWASP ASVS 2.1: length and a list of what everybody tries first; no demands on kinds of characters.

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 200;

export type PasswordFault = "password_too_short" | "password_common" | "password_has_email";

/** What people choose when twelve characters are asked for, without the digits and signs they put behind it. */
const COMMON = [
  "password",
  "passwordpassword",
  "mypassword",
  "passw0rd",
  "p@ssw0rd",
  "p@ssword",
  "administrator",
  "admin",
  "adminadmin",
  "huiyou",
  "welcome",
  "letmein",
  "letmeinletmein",
  "iloveyou",
  "iloveyouiloveyou",
  "woaini",
  "woainiwoaini",
  "changeme",
  "changemechangeme",
  "default",
  "secret",
  "trustno1",
  "qwerty",
  "qwertyqwerty",
  "qwertyuiop",
  "qwertyuiopasdf",
  "1q2w3e4r5t6y",
  "1qaz2wsx3edc",
  "zaq12wsxcde3",
  "asdfghjkl",
  "asdfghjklqwerty",
  "zxcvbnm",
  "abcdefghijkl",
  "footballfootball",
  "baseballbaseball",
  "superman",
  "sunshine",
  "princess",
  "monkey",
  "dragon",
  "master",
  "google",
  "correcthorsebatterystaple",
  "비밀번호",
  "密码",
];
const COMMON_WORDS = new Set(COMMON);

const RUNS = [
  "01234567890123456789",
  "09876543210987654321",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiopasdfghjklzxcvbnm",
];

/** What is wrong with a new password; undefined when it will do. Characters are counted, not bytes. */
export function judgePassword(password: string, email: string): PasswordFault | undefined {
  const text = password.normalize("NFKC").toLowerCase();
  if ([...text].length < PASSWORD_MIN) return "password_too_short";
  const name = email.split("@", 1)[0] ?? "";
  if (text.includes(email) || (name.length >= 4 && withoutTail(text) === name)) return "password_has_email";
  return isCommon(text) ? "password_common" : undefined;
}

function isCommon(text: string): boolean {
  const few = new Set(text).size <= 3;
  const again = /^(.{1,6})\1+$/u.test(text);
  const run = RUNS.some((line) => line.includes(text));
  return few || again || run || COMMON_WORDS.has(text) || COMMON_WORDS.has(withoutTail(text));
}

/** “password2026!” is “password”. */
function withoutTail(text: string): string {
  return text.replace(/[^\p{L}]+$/u, "");
}
