import { Button, Radio } from "antd";
import { Link } from "react-router";
import type { Member, MergePreview } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { cardNumber, dateOf } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/language.ts";
import { lookup } from "../../../i18n/text.ts";
import { memberLanguages, sexes } from "../../../i18n/texts/conditions.ts";
import { duplicates } from "../../../i18n/texts/duplicates.ts";
import { Icon } from "../../../ui/icon.tsx";
import { StateMark, Tag } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Skeleton } from "../../../ui/states.tsx";
import { TierSeal } from "../../../ui/tier-seal.tsx";
import { useMergeWords } from "./merge-words.ts";

export type Side = "a" | "b";
type Choice = MergePreview["fields"][number];
export type Field = Choice["field"];
export type Keep = Partial<Record<Field, "winner" | "loser">>;

export interface Pair {
  a_id: string;
  b_id: string;
}

interface Props {
  pair: Pair;
  winner: Side;
  keep: Keep;
  onWinner: (side: Side) => void;
  onKeep: (keep: Keep) => void;
}

function Person({ id, stays, onStay }: { id: string; stays: boolean; onStay: () => void }) {
  const t = useText(duplicates);
  const query = useApi("GET /v1/members/{member_id}", { path: { member_id: id } });
  return (
    <th scope="col" className={stays ? "person stays" : "person"}>
      <QueryView query={query} skeleton={<Skeleton rows={2} height={32} />}>
        {(member: Member) => (
          <>
            <Link className="plain med person__name" to={`/members/${member.member_id}`} title={member.name}>
              {member.name}
            </Link>
            {member.tier ? (
              <span className="person__tier">
                <TierSeal name={member.tier.name} rank={member.tier.rank} /> {member.tier.name}
              </span>
            ) : null}
            {stays ? (
              <StateMark mark="live">{t("keep")}</StateMark>
            ) : (
              <Button size="small" onClick={onStay}>
                {t("make_winner")}
              </Button>
            )}
          </>
        )}
      </QueryView>
    </th>
  );
}

/** Fields that hold codes. */
const WORDED: ReadonlySet<Choice["field"]> = new Set(["sex", "language"]);

function useShown() {
  const t = useText(duplicates);
  const language = useLanguage();
  return ({ field }: Choice, value: Choice["winner"]): string => {
    if (value === null) return t("nothing");
    const words = field === "sex" ? sexes : memberLanguages;
    if (typeof value === "string") return (WORDED.has(field) && lookup(words, value, language)) || value;
    const parts = [value.year, value.month, value.day].filter((part) => part !== null);
    const day = parts.map((part) => String(part).padStart(2, "0")).join("-");
    return field === "birth" && value.calendar === "lunar" ? `${t("lunar")} ${day}` : day;
  };
}

const hasValue = ({ winner, loser }: Choice) => winner !== null || loser !== null;
const same = (choice: Choice) => JSON.stringify(choice.winner) === JSON.stringify(choice.loser);

function FieldRow({ choice, winner, keep, onKeep }: { choice: Choice } & Pick<Props, "winner" | "keep" | "onKeep">) {
  const t = useText(duplicates);
  const shown = useShown();
  const differs = !same(choice);
  const cell = (side: Side) => {
    const of = side === winner ? "winner" : "loser";
    const value = shown(choice, choice[of]);
    if (!differs || choice[of] === null) return <td key={side}>{value}</td>;
    return (
      <td key={side}>
        <Radio
          checked={choice.keeps === of}
          aria-label={t("take", { value })}
          onChange={() => onKeep({ ...keep, [choice.field]: of })}
        >
          {value}
        </Radio>
      </td>
    );
  };
  return (
    <tr className={differs ? "differs" : ""}>
      <th scope="row">
        {t(choice.field)}
        <span className="sr">{t(differs ? "differs" : "same")}</span>
      </th>
      {cell("a")}
      {cell("b")}
      <td className="after">{shown(choice, choice[choice.keeps])}</td>
    </tr>
  );
}

function FixedRows({ pair }: { pair: Pair }) {
  const t = useText(duplicates);
  const a = useApi("GET /v1/members/{member_id}", { path: { member_id: pair.a_id } }).data;
  const b = useApi("GET /v1/members/{member_id}", { path: { member_id: pair.b_id } }).data;
  if (!a || !b) return null;
  return (
    <>
      <tr>
        <th scope="row">{t("card")}</th>
        <td>{cardNumber(a.card_no)}</td>
        <td>{cardNumber(b.card_no)}</td>
        <td className="after mut">{t("stays_found")}</td>
      </tr>
      <tr>
        <th scope="row">{t("joined")}</th>
        <td>{dateOf(a.joined_at)}</td>
        <td>{dateOf(b.joined_at)}</td>
        <td className="after">{dateOf(a.joined_at < b.joined_at ? a.joined_at : b.joined_at)}</td>
      </tr>
    </>
  );
}

/** Two people beside each other, whose word stands where they differ, and what one of them will be. */
export function Compare({ pair, winner, keep, onWinner, onKeep }: Props) {
  const t = useText(duplicates);
  const words = useMergeWords();
  const ids = winner === "a" ? [pair.a_id, pair.b_id] : [pair.b_id, pair.a_id];
  const [winner_id = "", loser_id = ""] = ids;
  const preview = useApi("POST /v1/members/merges/evaluate", { body: { winner_id, loser_id, keep } });
  return (
    <QueryView query={preview}>
      {({ fields, lines }) => (
        <div className="compare">
          <table className="compare__table">
            <thead>
              <tr>
                <th scope="col">{t("fact")}</th>
                <Person id={pair.a_id} stays={winner === "a"} onStay={() => onWinner("a")} />
                <Person id={pair.b_id} stays={winner === "b"} onStay={() => onWinner("b")} />
                <th scope="col" className="after">
                  <span className="compare__after">
                    <Icon name="right" /> {t("after")}
                  </span>
                </th>
              </tr>
            </thead>
            <tbody>
              {fields.filter(hasValue).map((choice) => (
                <FieldRow key={choice.field} choice={choice} winner={winner} keep={keep} onKeep={onKeep} />
              ))}
              <FixedRows pair={pair} />
            </tbody>
            <tbody className="compare__sums">
              {lines.map((line) => {
                const own = words.valueOf(line, line.winner);
                const theirs = words.valueOf(line, line.loser);
                const numeric = line.unit === "code" ? "" : "num";
                return (
                  <tr key={line.what} className={line.unit === "code" && own !== theirs ? "differs" : ""}>
                    <th scope="row">{words.nameOf(line)}</th>
                    <td className={numeric}>{winner === "a" ? own : theirs}</td>
                    <td className={numeric}>{winner === "a" ? theirs : own}</td>
                    <td className={`after ${numeric}`}>
                      {line.unit === "code" ? <Tag wash="az">{words.valueOf(line, line.after)}</Tag> : null}
                      {line.unit === "code" ? null : <b>{words.valueOf(line, line.after)}</b>}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </QueryView>
  );
}
