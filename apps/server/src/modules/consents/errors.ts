import { registerErrors } from "../../platform/kernel/errors.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

registerErrors({
  document_published: {
    status: 409,
    title: t("该版本已发布", "This version is published", "이미 게시된 버전입니다"),
    detail: t(
      "版本「{text_version}」已发布，内容不能再改。请用新的版本号发布。",
      "Version {text_version} is published and cannot change. Publish the new words as a new version.",
      "{text_version} 버전은 이미 게시되어 변경할 수 없습니다. 새 버전으로 게시하세요.",
    ),
  },
  document_unknown: {
    status: 422,
    title: t("没有这个文本版本", "There is no such text", "해당 문서 버전이 없습니다"),
    detail: t(
      "该用途没有版本「{text_version}」的文本。请先发布文本，再登记同意。",
      "This purpose has no text {text_version}. Publish the text before recording consent to it.",
      "이 목적에는 {text_version} 버전의 문서가 없습니다. 먼저 문서를 게시하세요.",
    ),
  },
  consent_is_membership: {
    status: 422,
    title: t("入会同意不能单独撤回", "This consent is the membership", "회원 가입 동의는 따로 철회할 수 없습니다"),
    detail: t(
      "撤回入会同意即退出会员，请提交注销（删除）申请。",
      "Without it there is no membership. Ask for erasure to leave.",
      "이 동의를 철회하면 회원 자격이 종료됩니다. 삭제 요청을 제출하세요.",
    ),
  },
});
