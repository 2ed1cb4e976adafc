import { idField, registerEvents } from "../../platform/events/catalog.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });
const fields = { follower_id: idField("follower"), member_id: idField("member") };

registerEvents({
  "follower.followed": { title: t("关注公众号", "Somebody follows an account", "공식 계정 팔로우"), fields },
  "follower.unfollowed": { title: t("取消关注", "Somebody no longer follows", "팔로우 취소"), fields },
  "follower.bound": { title: t("粉丝成为会员", "A follower is known as a member", "팔로워의 회원 연결"), fields },
});
