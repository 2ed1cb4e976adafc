import { App } from "antd";
import { useEffect, useRef } from "react";
import { useBlocker } from "react-router";
import { useText } from "../i18n/language.ts";
import { everyday } from "../i18n/texts/everyday.ts";

/** Asks before what was typed and not saved is left behind. `let_go` is called by what has just saved or thrown it away. */
export function useUnsaved(changed: boolean): { let_go: () => void } {
  const t = useText(everyday);
  const { modal } = App.useApp();
  const free = useRef(false);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      changed && !free.current && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    free.current = false;
    if (!changed) return;
    const ask = (event: BeforeUnloadEvent) => {
      if (!free.current) event.preventDefault();
    };
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [changed]);
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    const question = modal.confirm({
      title: t("unsaved_title"),
      content: t("unsaved_why"),
      okText: t("leave"),
      okButtonProps: { danger: true },
      cancelText: t("stay"),
      onOk: () => blocker.proceed(),
      onCancel: () => blocker.reset(),
    });
    return () => question.destroy();
  }, [blocker, modal, t]);
  return {
    let_go: () => {
      free.current = true;
    },
  };
}
