// SPDX-License-Identifier: Apache-2.0
// Judges reports: node validate.mjs FINDINGS-SCHEMA FILE...
//
// A FILE that ends in .sarif is held against the schema of SARIF 2.1.0 and looked through by the validator that its
// authors publish, with its rules for code scanning; any other against FINDINGS-SCHEMA. Prints a JSON object: the
// problems of each file, as lists of lines, and who judged.

import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const multitoolFolder = join(dirname(fileURLToPath(import.meta.url)), 'node_modules/@microsoft/sarif-multitool-linux')
const multitool = join(multitoolFolder, 'Sarif.Multitool')

// The multitool wants to know where people can read more, which is not for the library to say.
const accepted = new Set(['SARIF2005'])

function readJson (path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}

function validator (schemaPath, options) {
  const ajv = new Ajv2020({ allErrors: true, ...options })
  addFormats(ajv)
  const validate = ajv.compile(readJson(schemaPath))
  return value => validate(value) ? [] : validate.errors.slice(0, 10).map(e => `${e.instancePath}: ${e.message}`)
}

// Adds what the multitool has to say about reports to `problems`. One run for all: it takes long to start.
function judgeWithMultitool (paths, problems) {
  const done = spawnSync(multitool, [
    'validate', ...paths, '--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning',
    '--output', join(dirname(paths[0]), 'judged'), '--log', 'ForceOverwrite'
  ], { encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' } })
  if (done.error || !done.stdout.includes(`${paths.length} files scanned`)) {
    throw new Error(`the multitool failed: ${done.error ?? done.stdout + done.stderr}`)
  }
  for (const line of done.stdout.split('\n')) {
    const complaint = line.match(/^(.*)\([\d,]+\): (?:error|warning) ([A-Z]+\d+): /)
    if (complaint && !accepted.has(complaint[2])) {
      problems[complaint[1]].push(line)
    }
  }
}

const [findingsSchema, ...paths] = process.argv.slice(2)
const judgeFindings = validator(findingsSchema, { strict: true })
const judgeSarif = validator(join(multitoolFolder, 'sarif-2.1.0.json'), { strict: false })
const usesMultitool = process.arch === 'x64' && existsSync(multitool)
if (usesMultitool) {
  chmodSync(multitool, 0o755) // packages are installed without their scripts, which would do it
}

const problems = {}
for (const path of paths) {
  problems[path] = (path.endsWith('.sarif') ? judgeSarif : judgeFindings)(readJson(path))
}
const wellFormed = paths.filter(path => path.endsWith('.sarif') && problems[path].length === 0)
if (usesMultitool && wellFormed.length > 0) {
  judgeWithMultitool(wellFormed, problems)
}
console.log(JSON.stringify({ problems, usesMultitool }))
