import { registerConstraints } from "../../../platform/db/pool.ts";
import { registerErrors } from "../../../platform/kernel/errors.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

registerErrors({
  tag_taken: {
    status: 409,
    title: t("标签已存在", "The tag exists already", "이미 존재하는 태그입니다"),
    detail: t("换一个标签名称。", "Choose another name for the tag.", "다른 태그 이름을 선택하세요."),
  },
  tag_automatic: {
    status: 422,
    title: t("自动标签由规则决定", "The tag follows its rule", "규칙에 따르는 태그입니다"),
    detail: t(
      "「{name}」由规则自动打上和取下，不能手工添加。",
      "{name} is given and taken by its rule; nobody adds it by hand.",
      "{name}은(는) 규칙에 따라 자동으로 붙고 떨어지므로 직접 추가할 수 없습니다.",
    ),
  },
  tag_archived: {
    status: 422,
    title: t("标签已归档", "The tag is archived", "보관된 태그입니다"),
    detail: t(
      "「{name}」已归档。先恢复这个标签，或换一个名称。",
      "{name} is archived. Bring it back first, or choose another name.",
      "{name}은(는) 보관되어 있습니다. 먼저 복원하거나 다른 이름을 사용하세요.",
    ),
  },
  tag_has_no_rule: {
    status: 422,
    title: t("手工标签没有规则", "The tag has no rule", "규칙이 없는 태그입니다"),
    detail: t(
      "这个标签由人添加。需要规则时请新建自动标签。",
      "People give this tag. Create an automatic one for a rule.",
      "직접 붙이는 태그입니다. 규칙이 필요하면 자동 태그를 만드세요.",
    ),
  },
  condition_unfit: {
    status: 422,
    title: t("条件不适用", "The conditions do not fit", "조건이 맞지 않습니다"),
    detail: t(
      "有条件用到了不存在的字段，或值不合适。",
      "A condition asks for a field that is not there, or by a value that does not suit it.",
      "없는 필드를 사용했거나 값이 맞지 않는 조건이 있습니다.",
    ),
  },
});

registerConstraints({ tag_name_key: "tag_taken" });
