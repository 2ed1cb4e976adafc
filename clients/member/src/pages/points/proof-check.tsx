import { type ReactNode, useState } from "react";
import type { Routes } from "@huiyou/api-client";
import { call } from "../../api/api.ts";
import { clockOf, nearDay } from "../../format/dates.ts";
import { grouped } from "../../format/numbers.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { Box, Tap } from "../../ui/elements";
import { Icon } from "../../ui/icon";
import { explain } from "../../ui/parts";

type Proof = Routes["GET /v1/member/transactions/{transaction_id}/proof"]["response"];

/** As it was sealed: a key of the house signed the block, and each row of the member's still leads to its root. */
function isGood({ block, entries }: Proof): boolean {
  return block?.signature_valid === true && entries.length > 0 && entries.every(({ valid }) => valid);
}

function Verdict({ proof }: { proof: Proof }): ReactNode {
  const { t, locale } = useLanguage();
  const { block } = proof;
  if (block === null) {
    return (
      <Box className="proof__say" role="status">
        <Box as="p" className="proof__word warn">
          {t("proof_waiting")}
        </Box>
        <Box as="p">{t("proof_waiting_why")}</Box>
      </Box>
    );
  }
  const good = isGood(proof);
  const day = nearDay(locale, block.sealed_at);
  return (
    <Box className="proof__say" role="status">
      <Box as="p" className={`proof__word ${good ? "good" : "bad"}`}>
        {t("proof_sealed")}
      </Box>
      <Box as="p">{t("proof_block", { no: grouped(block.block_no), day, clock: clockOf(block.sealed_at) })}</Box>
      <Box as="p" className={good ? "" : "bad"}>
        {t(good ? "proof_good" : "proof_bad")}
      </Box>
    </Box>
  );
}

/** Whether this movement still is what was sealed: asked for by a tap. */
export function ProofCheck({ transaction_id }: { transaction_id: string }): ReactNode {
  const { t } = useLanguage();
  const [proof, setProof] = useState<Proof>();
  const [failure, setFailure] = useState<unknown>();
  const [is_busy, setBusy] = useState(false);
  const check = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      setProof(await call("GET /v1/member/transactions/{transaction_id}/proof", { path: { transaction_id } }));
    } catch (error) {
      setFailure(error);
    }
    setBusy(false);
  };
  return (
    <Box className="proof">
      {proof !== undefined && <Verdict proof={proof} />}
      {failure !== undefined && (
        <Box as="p" className="proof__say warn" role="alert">
          {explain(failure, t)}
        </Box>
      )}
      <Tap className="proof__do" onTap={() => void check()} disabled={is_busy}>
        <Icon name="shield" ink="azurite" size={20} />
        <Box as="span">{t(is_busy ? "proof_busy" : "proof_check")}</Box>
      </Tap>
    </Box>
  );
}
