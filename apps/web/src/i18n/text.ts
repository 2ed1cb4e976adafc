export const LANGUAGES = ["zh-CN", "en", "ko"] as const;
export type Language = (typeof LANGUAGES)[number];

/** One text in the three languages, side by side so that none can be forgotten. `{name}` takes a value, `{name|one|many}` an English plural. */
type Entry = readonly [zh: string, en: string, ko: string];
export type Texts = Readonly<Record<string, Entry>>;
type SlotName<S extends string> = S extends `${infer Name}|${string}` ? Name : S;
type Slots<S extends string> = S extends `${string}{${infer P}}${infer Rest}` ? SlotName<P> | Slots<Rest> : never;
type Values<E extends Entry> =
  Slots<E[number]> extends never ? [] : [values: Record<Slots<E[number]>, string | number>];

/** Keys whose text takes no values: those a table may name. */
export type PlainKey<D extends Texts> = { [K in keyof D]: Slots<D[K][number]> extends never ? K : never }[keyof D] &
  string;

export type Translate<D extends Texts> = <K extends keyof D & string>(key: K, ...values: Values<D[K]>) => string;

export const texts = <const D extends Texts>(dictionary: D): D => dictionary;

const plain = new Intl.NumberFormat("en-US", { maximumFractionDigits: 4 });

export function fill(template: string, values: Record<string, string | number>): string {
  return template.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, name: string, one?: string, many?: string) => {
    const value = values[name] ?? "";
    if (one !== undefined) return String(value).replaceAll(",", "") === "1" ? one : (many ?? "");
    return typeof value === "number" ? plain.format(value).replace("-", "−") : value;
  });
}

export function translator<D extends Texts>(dictionary: D, language: Language): Translate<D> {
  const index = LANGUAGES.indexOf(language);
  return (key, ...[values]) => {
    const entry = dictionary[key] as Entry;
    return values ? fill(entry[index] as string, values) : (entry[index] as string);
  };
}

/** For codes that come from the server: the text if we have one, else undefined. */
export function lookup(dictionary: Texts, key: string, language: Language): string | undefined {
  return dictionary[key]?.[LANGUAGES.indexOf(language)];
}
