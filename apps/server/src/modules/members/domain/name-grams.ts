/** A name as it is compared: width, case and runs of spaces do not matter. */
export function nameKey(name: string): string {
  return name.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
}

/** Every character and every pair of neighbours of a key, each once. A lone space finds nothing worth finding. */
export function nameGrams(key: string): string[] {
  const characters = [...key];
  const grams = new Set<string>();
  characters.forEach((character, index) => {
    if (character !== " ") grams.add(character);
    const next = characters[index + 1];
    if (next !== undefined) grams.add(character + next);
  });
  return [...grams];
}

const MOST_GRAMS_ASKED = 4;

/**
 * The grams a name must have to contain the fragment, the most telling first: the last pair (in Chinese the given name)
 * before the first (the family name). Two characters and fewer are answered by one gram alone.
 */
export function fragmentGrams(key: string): string[] {
  const characters = [...key];
  if (characters.length <= 1) return characters;
  const pairs = characters.slice(1).map((character, index) => (characters[index] as string) + character);
  const unique = [...new Set(pairs.reverse())];
  if (unique.length <= MOST_GRAMS_ASKED) return unique;
  const step = (unique.length - 1) / (MOST_GRAMS_ASKED - 1);
  return Array.from({ length: MOST_GRAMS_ASKED }, (_, index) => unique[Math.round(index * step)] as string);
}
