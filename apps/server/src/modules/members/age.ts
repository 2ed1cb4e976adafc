import { birthDateOf, type Birth } from "../org/index.ts";

/** Below this age the law asks for a guardian's consent (Personal Information Protection Law, article 31). */
export const CONSENT_AGE = 14;

/** Whether somebody born then has not reached the age on a day; undefined when the year was not told. */
export function isYoungerThan(birth: Birth, age: number, today: string): boolean | undefined {
  const years = yearsOld(birth, today);
  return years === undefined ? undefined : years < age;
}

/** Whole years on a day; undefined when the year was not told. */
export function yearsOld(birth: Birth, today: string): number | undefined {
  const born = birthDateOf(birth);
  if (born === undefined) return undefined;
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4));
  const had_birthday = today.slice(5) >= born.slice(5);
  return had_birthday ? years : years - 1;
}
