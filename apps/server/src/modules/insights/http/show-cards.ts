import type { z } from "zod";
import type { Language } from "../../../platform/kernel/errors.ts";
import { CARDS, type CardKey } from "../domain/cards.ts";
import type { Card } from "../domain/workbench.ts";
import type { zCards } from "./schema.ts";

export function showCards(cards: Record<CardKey, Card>, language: Language): z.output<typeof zCards> {
  const show = <K extends CardKey>(key: K) => ({
    ...cards[key],
    unit: CARDS[key].unit,
    definition: CARDS[key].definition[language],
  });
  return {
    entries: show("entries"),
    net_spend_fen: show("net_spend_fen"),
    new_members: show("new_members"),
    points_issued: show("points_issued"),
  };
}
