// SPDX-License-Identifier: Apache-2.0
// Holds instances against schemas: node validate.mjs [--compare] SCHEMA... <INSTANCES
//
// INSTANCES has one JSON value a line. Prints a line for each: a digit for each SCHEMA, 1 if it accepts the instance.
// With --compare prints a line for each SCHEMA but the first: 1 if it judges some instance otherwise than the first.
// A SCHEMA that is not valid by draft 2020-12, or has a keyword or a format that is not the draft's, is an error.

import Ajv2020 from 'ajv/dist/2020.js'
import { readFileSync } from 'node:fs'

// Strict but for two habits that are on purpose: a schema for tables and arrays at once, and arrays that may be longer
// or shorter than the list of their elements.
const ajv = new Ajv2020({ strict: true, strictTypes: false, strictTuples: false, validateSchema: true })

const isComparison = process.argv[2] === '--compare'
const paths = process.argv.slice(isComparison ? 3 : 2)
const validators = paths.map(path => ajv.compile(JSON.parse(readFileSync(path, 'utf8'))))
const instances = readFileSync(0, 'utf8').split('\n').filter(line => line !== '').map(line => JSON.parse(line))

if (isComparison) {
  const [first, ...others] = validators
  const expected = instances.map(instance => first(instance))
  for (const other of others) {
    console.log(instances.some((instance, index) => other(instance) !== expected[index]) ? 1 : 0)
  }
} else {
  for (const instance of instances) {
    console.log(validators.map(validate => validate(instance) ? 1 : 0).join(''))
  }
}
