/** Whose an avatar is, and what may be done with it: read from the file itself. Pure. */

/**
 * Returns `{title, author, licence, address}` of a glTF document, empty strings where it says nothing. It knows
 * VRM 1.0 (VRMC_vrm), VRM 0.x (VRM), and the fields that exporters write into glTF's `asset`.
 */
export function licenceOf(document) {
  const { extensions = {}, asset = {} } = document;
  if (extensions.VRMC_vrm?.meta) return vrm1(extensions.VRMC_vrm.meta);
  if (extensions.VRM?.meta) return vrm0(extensions.VRM.meta);
  const { title, author, license, source } = asset.extras ?? {};
  return { title: text(title), author: text(author ?? asset.copyright), licence: text(license), address: text(source) };
}

function vrm1({ name, authors = [], licenseUrl, commercialUsage, creditNotation, modification, copyrightInformation }) {
  const terms = [commercialUsage, creditNotation, modification].filter(Boolean).join(", ");
  return {
    title: text(name),
    author: authors.map(text).filter(Boolean).join(", ") || text(copyrightInformation),
    licence: terms ? `VRM 1.0: ${terms}` : "VRM 1.0",
    address: text(licenseUrl),
  };
}

function vrm0({ title, author, licenseName, otherLicenseUrl, commercialUssageName, allowedUserName }) {
  const terms = [allowedUserName && `use: ${allowedUserName}`, commercialUssageName && `commercial use: ${commercialUssageName}`];
  return {
    title: text(title),
    author: text(author),
    licence: [text(licenseName), ...terms].filter(Boolean).join(", "),
    address: text(otherLicenseUrl),
  };
}

function text(value) {
  return typeof value === "string" ? value.trim() : "";
}
