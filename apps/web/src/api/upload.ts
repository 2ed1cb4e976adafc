import { ApiError, NetworkError } from "@huiyou/api-client";
import { currentLanguage } from "../i18n/language.ts";
import type { StoredFile } from "./contract.ts";

export const UPLOAD_LIMIT_BYTES = 64 * 1024 * 1024;

/** Sends a file as it is; fetch does not tell how far an upload is. */
export function upload(file: File, onProgress: (share: number) => void): Promise<StoredFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/v1/files?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("accept-language", currentLanguage());
    request.setRequestHeader("x-huiyou-client", "console");
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new NetworkError("the upload broke off"));
    request.onload = () => {
      const { status, responseText: body } = request;
      // The answer of the route.
      if (status === 201) resolve(JSON.parse(body) as StoredFile);
      else reject(new ApiError({ status, headers: {}, body }));
    };
    request.send(file);
  });
}
