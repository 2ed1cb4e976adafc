/** Chinese, English, Korean: one beside the other, so that none is forgotten. */
export type Words = readonly [zh: string, en: string, ko: string];

/** Checks the shape and keeps the keys. */
export const words = <const Area extends Readonly<Record<string, Words>>>(area: Area): Area => area;
