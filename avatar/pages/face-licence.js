/** Whose an avatar is, and what may be done with it: read from the file itself. Pure. */

const FORBIDS = "This avatar's licence does not allow a company to perform with it: ask its author, or take another.";

/**
 * Returns `{title, author, licence, address, forbids}` of a glTF document, empty strings where it says nothing;
 * `forbids` is a sentence for the director where the file itself says that it is not for a company's stage. It knows
 * VRM 1.0 (VRMC_vrm), VRM 0.x (VRM), and the fields that exporters write into glTF's `asset`.
 */
export function licenceOf(document) {
  const { extensions = {}, asset = {} } = document;
  if (extensions.VRMC_vrm?.meta) return vrm1(extensions.VRMC_vrm.meta);
  if (extensions.VRM?.meta) return vrm0(extensions.VRM.meta);
  const { title, author, license, source } = asset.extras ?? {};
  return { title: text(title), author: text(author ?? asset.copyright), licence: text(license), address: text(source), forbids: "" };
}

function vrm1({ name, authors = [], licenseUrl, avatarPermission, commercialUsage, creditNotation, modification, copyrightInformation }) {
  const use = avatarPermission && `use: ${avatarPermission}`;
  const terms = [use, commercialUsage, creditNotation, modification].filter(Boolean).join(", ");
  return {
    title: text(name),
    author: authors.map(text).filter(Boolean).join(", ") || text(copyrightInformation),
    licence: terms ? `VRM 1.0: ${terms}` : "VRM 1.0",
    address: text(licenseUrl),
    // What a VRM 1.0 file leaves out is what allows least.
    forbids: avatarPermission === "everyone" && commercialUsage === "corporation" ? "" : FORBIDS,
  };
}

function vrm0({ title, author, licenseName, otherLicenseUrl, commercialUssageName, allowedUserName }) {
  const terms = [allowedUserName && `use: ${allowedUserName}`, commercialUssageName && `commercial use: ${commercialUssageName}`];
  return {
    title: text(title),
    author: text(author),
    licence: [text(licenseName), ...terms].filter(Boolean).join(", "),
    address: text(otherLicenseUrl),
    forbids: allowedUserName === "Everyone" && commercialUssageName === "Allow" ? "" : FORBIDS,
  };
}

function text(value) {
  return typeof value === "string" ? value.trim() : "";
}
