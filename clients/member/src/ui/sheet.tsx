import type { ReactNode } from "react";
import { useLanguage } from "../i18n/i18n.ts";
import { Box, Dialog } from "./elements";
import { Button } from "./parts";

interface SheetProps {
  title: string;
  onEscape: () => void;
  children: ReactNode;
}

/** Lies over the foot of the page until it is answered. */
export function Sheet({ title, onEscape, children }: SheetProps): ReactNode {
  return (
    <>
      <Box className="scrim" hidden_from_readers />
      <Dialog className="sheet" label={title} onEscape={onEscape}>
        <Box as="h2" className="sheet__title">
          {title}
        </Box>
        {children}
      </Dialog>
    </>
  );
}

interface AnswerSheetProps {
  title: string;
  yes: string;
  /** Absent: there is nothing to answer. */
  no: string | undefined;
  onYes: () => void;
  onNo: () => void;
  /** What Escape does, where it is not the same as no. */
  onEscape?: () => void;
  busy?: boolean;
  children: ReactNode;
}

/** A sheet with a form or a text and two answers of the same weight. */
export function AnswerSheet(props: AnswerSheetProps): ReactNode {
  const { title, yes, no, onYes, onNo, onEscape = onNo, busy = false, children } = props;
  return (
    <Sheet title={title} onEscape={onEscape}>
      {children}
      <Box className="sheet__choice">
        {no !== undefined && <Button label={no} onTap={onNo} line />}
        <Button label={yes} onTap={onYes} busy={busy} line />
      </Box>
    </Sheet>
  );
}

interface ConfirmSheetProps {
  title: string;
  text: string;
  confirm: string;
  onConfirm: () => void;
  onCancel: () => void;
  busy?: boolean;
}

export function ConfirmSheet({
  title,
  text,
  confirm,
  onConfirm,
  onCancel,
  busy = false,
}: ConfirmSheetProps): ReactNode {
  const { t } = useLanguage();
  return (
    <AnswerSheet title={title} yes={confirm} no={t("me_cancel")} onYes={onConfirm} onNo={onCancel} busy={busy}>
      <Box as="p" className="sheet__text">
        {text}
      </Box>
    </AnswerSheet>
  );
}
