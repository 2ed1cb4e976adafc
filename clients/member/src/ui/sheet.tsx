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

interface ConfirmSheetProps {
  title: string;
  text: string;
  confirm: string;
  onConfirm: () => void;
  onCancel: () => void;
}

export function ConfirmSheet({ title, text, confirm, onConfirm, onCancel }: ConfirmSheetProps): ReactNode {
  const { t } = useLanguage();
  return (
    <Sheet title={title} onEscape={onCancel}>
      <Box as="p" className="sheet__text">
        {text}
      </Box>
      <Box className="sheet__choice">
        <Button label={t("me_cancel")} onTap={onCancel} line />
        <Button label={confirm} onTap={onConfirm} line />
      </Box>
    </Sheet>
  );
}
