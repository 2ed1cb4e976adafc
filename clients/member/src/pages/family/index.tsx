import { useDidShow } from "@tarojs/taro";
import { type ReactNode, useState } from "react";
import { call } from "../../api/api.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { type FamilyState, type Household, useFamily } from "../../state/household.ts";
import { refreshMember } from "../../state/member.ts";
import { session } from "../../state/personal.ts";
import { useStore } from "../../state/store.ts";
import { useAction } from "../../state/use-action.ts";
import { Box } from "../../ui/elements";
import { Page } from "../../ui/page";
import { Button, Empty, Failure, SignInFirst, Skeleton } from "../../ui/parts";
import { ConfirmSheet } from "../../ui/sheet";
import { ChildSheet } from "./child-sheet";
import { CreateSheet } from "./create-sheet";
import { InviteSheet } from "./invite-sheet";
import { Invitations } from "./invitations";
import { codeInAddress, JoinSheet } from "./join-sheet";
import { ManageSheet } from "./manage-sheet";
import { Members } from "./members";
import { MoveSheet } from "./move-sheet";
import { Pool } from "./pool";
import type { FamilySheet } from "./sheets.ts";
import "./index.scss";

type Show = (sheet: FamilySheet | undefined) => void;

function Start({ show }: { show: Show }): ReactNode {
  const { t } = useLanguage();
  return (
    <Box className="family__start">
      <Empty title={t("family_empty")} why={t("family_empty_why")} />
      <Box className="form__do">
        <Button label={t("family_create")} onTap={() => show({ kind: "create" })} wide />
        <Button label={t("family_join")} onTap={() => show({ kind: "join" })} line wide />
      </Box>
    </Box>
  );
}

function Home({ household, show }: { household: Household; show: Show }): ReactNode {
  const { t } = useLanguage();
  const is_guardian = household.my_role === "guardian";
  return (
    <>
      <Pool household={household} onMove={(direction) => show({ kind: "move", direction })} />
      <Members household={household} onManage={(member) => show({ kind: "manage", member })} />
      {is_guardian && (
        <Box className="form form__do">
          <Button label={t("family_invite")} onTap={() => show({ kind: "invite" })} wide />
          <Box className="form__note" />
          <Button label={t("family_child")} onTap={() => show({ kind: "child" })} line wide />
        </Box>
      )}
      <Invitations is_guardian={is_guardian} subject={String(household.members.length)} />
      <Box className="family__out">
        <Button label={t("family_leave")} onTap={() => show({ kind: "leave" })} line wide />
      </Box>
    </>
  );
}

function LeaveSheet({ onDone, onClose }: { onDone: () => void; onClose: () => void }): ReactNode {
  const { t } = useLanguage();
  const action = useAction();
  const leave = async () => {
    if (await action.run(() => call("DELETE /v1/member/household"))) onDone();
  };
  return (
    <ConfirmSheet
      title={t("family_leave")}
      text={action.problem ?? t("family_leave_ask")}
      confirm={t("family_leave")}
      onConfirm={() => void leave()}
      busy={action.is_busy}
      onCancel={onClose}
    />
  );
}

function SheetOf({ sheet, family, show }: { sheet: FamilySheet; family: FamilyState; show: Show }): ReactNode {
  const close = () => show(undefined);
  const keep = (household: Household | null) => {
    family.keep(household);
    close();
  };
  const { household } = family;
  switch (sheet.kind) {
    case "create":
      return <CreateSheet onDone={keep} onClose={close} />;
    case "join":
      return <JoinSheet onDone={keep} onClose={close} />;
    case "invite":
      return <InviteSheet onClose={close} />;
    case "child":
      return <ChildSheet onDone={keep} onClose={close} />;
    case "leave":
      return <LeaveSheet onDone={() => keep(null)} onClose={close} />;
    case "manage":
      return (
        <ManageSheet
          member={sheet.member}
          onDone={keep}
          onGone={() => {
            family.reload();
            close();
          }}
          onClose={close}
        />
      );
    case "move":
      return household ? (
        <MoveSheet household={household} direction={sheet.direction} onDone={keep} onClose={close} />
      ) : null;
  }
}

/** The family: its pool, who belongs to it, and what a guardian settles. */
export default function FamilyPage(): ReactNode {
  const is_signed_in = useStore(session) !== undefined;
  const family = useFamily();
  // An invitation's link leads to its answer, not to a page where the code is asked for.
  const [sheet, show] = useState<FamilySheet | undefined>(() =>
    codeInAddress() === "" ? undefined : { kind: "join" },
  );
  // How much may be put in is what the member has now.
  useDidShow(() => void refreshMember());
  const { household, error } = family;
  const is_shown = sheet !== undefined && (sheet.kind !== "join" || household === null);
  const over = !is_shown ? undefined : <SheetOf sheet={sheet} family={family} show={show} />;
  const is_loading = is_signed_in && household === undefined;
  return (
    <Page title="title_family" name="family" over={over}>
      {!is_signed_in && <SignInFirst title="family_guest" why="family_guest_why" icon="family" />}
      {is_loading && (error === undefined ? <Skeleton rows={4} /> : <Failure error={error} onRetry={family.reload} />)}
      {is_signed_in && household === null && <Start show={show} />}
      {is_signed_in && household && <Home household={household} show={show} />}
    </Page>
  );
}
