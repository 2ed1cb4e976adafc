import { type ReactNode, useState } from "react";
import { call } from "../../api/api.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { code_cache, session } from "../../state/personal.ts";
import { useStore } from "../../state/store.ts";
import { useAction } from "../../state/use-action.ts";
import { Box } from "../../ui/elements";
import { Icon } from "../../ui/icon";
import { Page } from "../../ui/page";
import { Button, Empty, goToTab, SignInFirst } from "../../ui/parts";
import { ConfirmSheet } from "../../ui/sheet";
import "./index.scss";

const FACTS = ["loss_1", "loss_2", "loss_3"] as const;

/** Ends every code shown before. The kept ones are thrown away, so that the next page asks for new ones. */
async function report(): Promise<number> {
  const { sessions_ended } = await call("POST /v1/member/code/loss");
  code_cache.set(undefined);
  return sessions_ended;
}

function Before({
  onAsk,
  problem,
  is_busy,
}: {
  onAsk: () => void;
  problem: string | undefined;
  is_busy: boolean;
}): ReactNode {
  const { t } = useLanguage();
  return (
    <Box className="loss">
      <Box as="p" className="loss__when">
        {t("loss_when")}
      </Box>
      <Box as="ul" className="card">
        {FACTS.map((key) => (
          <Box as="li" key={key} className="loss__fact">
            <Icon name="check" ink="azurite" />
            <Box as="span">{t(key)}</Box>
          </Box>
        ))}
      </Box>
      {problem !== undefined && (
        <Box as="p" className="loss__problem bad" role="alert">
          {problem}
        </Box>
      )}
      <Button label={t("loss_do")} onTap={onAsk} busy={is_busy} wide />
    </Box>
  );
}

export default function LossPage(): ReactNode {
  const { t } = useLanguage();
  const is_signed_in = useStore(session) !== undefined;
  const [is_asking, setAsking] = useState(false);
  const [ended, setEnded] = useState<number>();
  const { run, problem, is_busy } = useAction();
  const confirm = () => {
    setAsking(false);
    void run(async () => setEnded(await report()));
  };
  const sheet = is_asking ? (
    <ConfirmSheet
      title={t("loss_ask")}
      text={t("loss_ask_why")}
      confirm={t("loss_do")}
      onConfirm={confirm}
      onCancel={() => setAsking(false)}
    />
  ) : undefined;
  return (
    <Page title="title_loss" name="loss" over={sheet}>
      {!is_signed_in && <SignInFirst title="loss_guest" why="loss_guest_why" icon="lock" />}
      {is_signed_in && ended === undefined && (
        <Before onAsk={() => setAsking(true)} problem={problem} is_busy={is_busy} />
      )}
      {is_signed_in && ended !== undefined && (
        <Empty
          title={t("loss_done")}
          why={t(ended === 0 ? "loss_done_alone" : "loss_done_why", { count: ended })}
          action={{ label: t("loss_show"), onTap: () => goToTab("code") }}
        />
      )}
    </Page>
  );
}
