// Checks an app package before it is uploaded: `node check.mjs PACKAGE.zip`. The schemas and the validator are the ones in
// @microsoft/app-manifest, so nothing is fetched; the functions of that package would fetch the schema.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { inflateRawSync } from "node:zlib";

const PACKAGE = createRequire(import.meta.url).resolve("@microsoft/app-manifest/package.json");
const SCHEMAS = join(dirname(PACKAGE), "build", "json-schemas", "teams");
const beside = createRequire(PACKAGE);
const { default: Ajv } = beside("ajv-draft-04");
const { default: addFormats } = beside("ajv-formats");

/** The schemas hold patterns that are none with the flag u. */
const OPTIONS = { allErrors: true, strictTypes: false, unicodeRegExp: false };

const END_OF_DIRECTORY = "PK\x05\x06";
const DIRECTORY_ENTRY = 0x02014b50;
const DEFLATED = 8;

/** The files of a zip by their names, as its central directory lists them. */
function unzip(zip) {
  const end = zip.lastIndexOf(END_OF_DIRECTORY, undefined, "latin1");
  if (end < 0) {
    throw new Error("is not a zip");
  }
  const files = new Map();
  let entry = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(entry) !== DIRECTORY_ENTRY) {
      throw new Error("has a broken directory");
    }
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(entry + offset));
    const local = zip.readUInt32LE(entry + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const content = zip.subarray(start, start + zip.readUInt32LE(entry + 20));
    files.set(
      zip.toString("utf8", entry + 46, entry + 46 + name),
      zip.readUInt16LE(entry + 10) === DEFLATED ? inflateRawSync(content) : content,
    );
    entry += 46 + name + extra + comment;
  }
  return files;
}

/** The content of a JSON file of the package. */
function parse(files, name) {
  if (!files.has(name)) {
    throw new Error(`${name}: is missing`);
  }
  try {
    return JSON.parse(files.get(name).toString("utf8"));
  } catch (problem) {
    throw new Error(`${name}: ${problem.message}`);
  }
}

/** What is wrong with a JSON file by a schema of the manifest's version, each with its path. */
function violations(files, name, version, kind) {
  const schema = JSON.parse(readFileSync(join(SCHEMAS, `v${version}`, `MicrosoftTeams.${kind}schema.json`), "utf8"));
  const validate = addFormats(new Ajv(OPTIONS), ["uri", "email", "regex"]).compile(schema);
  validate(parse(files, name));
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const path = `${instancePath}${params.additionalProperty ? `/${params.additionalProperty}` : ""}`;
    return `${name} ${path || "/"}: ${message}`;
  });
}

/** What is wrong with a package. */
function check(path) {
  const files = unzip(readFileSync(path));
  const { manifestVersion, localizationInfo, icons } = parse(files, "manifest.json");
  if (!readdirSync(SCHEMAS).includes(`v${manifestVersion}`)) {
    throw new Error("manifest.json /manifestVersion: there is no schema for it");
  }
  const languages = (localizationInfo?.additionalLanguages ?? []).map(({ file }) => file);
  const named = new Set(["manifest.json", ...languages, ...Object.values(icons ?? {})]);
  return [
    ...[...named].filter((name) => !files.has(name)).map((name) => `${name}: is named in manifest.json, but missing`),
    ...[...files.keys()].filter((name) => !named.has(name)).map((name) => `${name}: is not named in manifest.json`),
    ...violations(files, "manifest.json", manifestVersion, ""),
    ...languages
      .filter((name) => files.has(name))
      .flatMap((name) => violations(files, name, manifestVersion, "Localization.")),
  ];
}

const [path] = process.argv.slice(2);
if (!path) {
  process.stderr.write("usage: node check.mjs PACKAGE.zip\n");
  process.exit(2);
}
let wrong;
try {
  wrong = check(path);
} catch (problem) {
  wrong = [problem.message];
}
for (const line of wrong) {
  process.stderr.write(`${path}: ${line}\n`);
}
process.exitCode = wrong.length ? 1 : 0;
