import { useMutation } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { api, type Failure } from "../../../api/client.ts";
import type { LedgerProof } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { ledger } from "../../../i18n/texts/ledger.ts";
import { Sep } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Skeleton, useAdvice } from "../../../ui/states.tsx";
import { checkProof, type Verdict } from "./check-proof.ts";

const brief = (hash: string) => `${hash.slice(0, 8)}…${hash.slice(-8)}`;

function useVerdictText(proof: LedgerProof): (verdict: Verdict) => string {
  const t = useText(ledger);
  const block = proof.block?.block_no ?? 0;
  const count = proof.entries.length;
  return (verdict) => {
    if (verdict.result === "ok")
      return t(verdict.signature === "valid" ? "check_ok" : "check_ok_unsigned", { count, block });
    if (verdict.result === "entry") return t("check_bad", { line: verdict.line_no });
    return verdict.result === "unable" ? t("check_unable") : t("check_bad_block", { block });
  };
}

const tone = (verdict: Verdict) =>
  verdict.result === "ok" ? "success" : verdict.result === "unable" ? "warning" : "error";

function Check({ proof }: { proof: LedgerProof }) {
  const t = useText(ledger);
  const advice = useAdvice();
  const say = useVerdictText(proof);
  const check = useMutation<Verdict, Failure>({
    mutationFn: async () => checkProof(proof, (await api.call("GET /v1/ledger/keys")).keys),
  });
  return (
    <>
      <Button size="small" loading={check.isPending} onClick={() => check.mutate()}>
        <Icon name="proof" />
        {t("check")}
      </Button>
      {check.data ? (
        <Alert type={tone(check.data)} title={say(check.data)} role="status" style={{ marginTop: 8 }} />
      ) : null}
      {check.error ? <Alert type="error" title={advice(check.error)} style={{ marginTop: 8 }} /> : null}
    </>
  );
}

/** In which block the entries lie, how they lead to its root, and a check that does not trust the server. */
export function ProofPanel({ transactionId }: { transactionId: string }) {
  const t = useText(ledger);
  const proof = useApi("GET /v1/transactions/{transaction_id}/proof", { path: { transaction_id: transactionId } });
  return (
    <QueryView query={proof} skeleton={<Skeleton rows={3} height={28} />}>
      {(found) =>
        found.block === null ? (
          <p className="mut">{t("not_sealed")}</p>
        ) : (
          <>
            <dl className="book-proof">
              <dt>{t("sealed", { block: found.block.block_no })}</dt>
              <dd>{stamp(found.block.sealed_at)}</dd>
              {found.entries.map((entry) => (
                <div key={entry.line_no} className="book-proof__leaf">
                  <dt>{t("leaf", { line: entry.line_no })}</dt>
                  <dd title={entry.text}>
                    <code title={entry.leaf}>{brief(entry.leaf)}</code>
                    <Sep />
                    {t("path", { count: entry.path.length })}
                  </dd>
                </div>
              ))}
              <dt>{t("root")}</dt>
              <dd>
                <code title={found.block.merkle_root}>{brief(found.block.merkle_root)}</code>
              </dd>
              <dt>{t("head")}</dt>
              <dd>
                <code title={found.block.head}>{brief(found.block.head)}</code>
              </dd>
              <dt>{t("key")}</dt>
              <dd>
                <code title={found.block.key_id}>{brief(found.block.key_id)}</code>
              </dd>
            </dl>
            <Check proof={found} />
          </>
        )
      }
    </QueryView>
  );
}
