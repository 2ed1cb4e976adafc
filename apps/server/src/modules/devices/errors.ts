import { registerErrors } from "../../platform/kernel/errors.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

registerErrors({
  pairing_gone: {
    status: 422,
    title: t("没有设备在等这个配对码", "No device shows this code", "이 페어링 코드를 표시 중인 기기가 없습니다"),
    detail: t(
      "配对码 10 分钟有效，且只能用一次。请照设备屏幕上现在的配对码再输一次。",
      "A code lasts ten minutes and works once. Type the one that the device shows now.",
      "코드는 10분간 한 번만 유효합니다. 기기 화면에 지금 표시된 코드를 입력하세요.",
    ),
  },
});
