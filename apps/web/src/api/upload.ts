import { ApiError, NetworkError } from "@huiyou/api-client";
import { currentLanguage } from "../i18n/language.ts";
import type { MemberFile, StoredFile } from "./contract.ts";

export const UPLOAD_LIMIT_BYTES = 64 * 1024 * 1024;

type OnProgress = (share: number) => void;

/** For whatever reads a file as its input. */
export const upload = (file: File, onProgress: OnProgress): Promise<StoredFile> => send("/v1/files", file, onProgress);

/** To be kept with a member. */
export const uploadMemberFile = (member_id: string, file: File, onProgress: OnProgress): Promise<MemberFile> =>
  send(`/v1/members/${member_id}/files`, file, onProgress);

/** Sends a file as it is; fetch does not tell how far an upload is. */
function send<Stored>(path: string, file: File, onProgress: OnProgress): Promise<Stored> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${path}?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("accept-language", currentLanguage());
    request.setRequestHeader("x-huiyou-client", "console");
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new NetworkError("the upload broke off"));
    request.onload = () => {
      const { status, responseText: body } = request;
      // The answer of the route.
      if (status === 201) resolve(JSON.parse(body) as Stored);
      else reject(new ApiError({ status, headers: {}, body }));
    };
    request.send(file);
  });
}
