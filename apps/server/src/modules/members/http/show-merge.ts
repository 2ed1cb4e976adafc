import { toWireId } from "../../../platform/kernel/ids.ts";
import type { MergeLine } from "../../../platform/merging.ts";
import { maskIdNumber } from "../domain/id-number.ts";
import type { MergeRow } from "../merge/list-merges.ts";
import type { FieldChoice, Merged } from "../merge/merge-members.ts";
import { maskedPhone, type Naming } from "./show.ts";

type Facts = FieldChoice["winner"];

const SHOWN = {
  // A row's own type says what each field holds.
  name: (value: Facts) => value as string,
  phone: (value: Facts) => maskedPhone(value as string | null),
  id_number: (value: Facts) => value && maskIdNumber((value as string).slice(-4)),
  birth: (value: Facts) => value,
  sex: (value: Facts) => value,
  language: (value: Facts) => value,
} as const;

export function showPreview(naming: Naming, { fields, lines, undo_until }: Merged) {
  const show = ({ field, winner, loser, keeps }: FieldChoice) => {
    const of = (value: Facts) => (field === "home_unit" ? naming.unit(value as string) : SHOWN[field](value));
    return { field, keeps, winner: of(winner), loser: of(loser) };
  };
  // Each field's schema takes what is shown of it.
  const shown = fields.map(show) as never[];
  return { fields: shown, lines: [...lines], undo_until: naming.time(undo_until) };
}

/** With whom it was merged by name, in the tenant's zone. */
export function showMerge(naming: Naming, now: Date, people: ReadonlyMap<string, string>) {
  const nameOf = (id: string | null) => (id === null ? null : (people.get(id) ?? null));
  return (row: MergeRow) => ({
    merge_id: toWireId("merge", row.merge_id),
    winner: { member_id: toWireId("member", row.winner_id), name: row.winner_name, card_no: row.winner_card_no },
    loser: { member_id: toWireId("member", row.loser_id), name: row.loser_name, card_no: row.loser_card_no },
    reason: row.reason,
    merged_at: naming.time(row.merged_at),
    merged_by: nameOf(row.merged_by),
    undo_until: naming.time(row.undo_until),
    can_undo: row.undone_at === null && row.undo_until > now && row.is_last && row.merged_into === null,
    undone_at: naming.maybe(row.undone_at),
    undone_by: nameOf(row.undone_by),
    lines: row.lines as MergeLine[], // written by mergeMembers
    returned: row.returned as MergeLine[] | null,
    fields: Object.keys(row.fields ?? {}),
  });
}
