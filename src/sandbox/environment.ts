/**
 * Evaluated in every new context before the script. It takes away all that is not in its lists and gives back, in an array, the
 * functions that the runner uses afterwards: they keep their own references, so nothing that a script redefines reaches them.
 */
export const ENVIRONMENT = `(() => {
  const { parse, stringify } = JSON
  const { apply, deleteProperty, getPrototypeOf, ownKeys } = Reflect
  const { keys } = Object
  const { isArray } = Array
  const { isFinite } = Number
  const { isWellFormed } = String.prototype
  const objectPrototype = Object.prototype

  const keepOnly = (object, names) => {
    for (const key of ownKeys(object)) {
      if (typeof key === 'string' && !names.includes(key)) deleteProperty(object, key)
    }
  }
  const remove = (object, names) => {
    for (const name of names) deleteProperty(object, name)
  }

  keepOnly(globalThis, [
    'Array', 'BigInt', 'Boolean', 'Error', 'Infinity', 'Iterator', 'JSON', 'Map', 'Math', 'NaN',
    'Number', 'Object', 'RangeError', 'ReferenceError', 'Reflect', 'Set', 'String', 'Symbol',
    'SyntaxError', 'TypeError', 'globalThis', 'isFinite', 'isNaN', 'parseFloat', 'parseInt',
    'undefined',
  ])
  keepOnly(Math, [
    'abs', 'ceil', 'clz32', 'floor', 'fround', 'imul', 'max', 'min', 'round', 'sign', 'sqrt', 'trunc',
  ])
  remove(getPrototypeOf(function () {}), ['constructor'])
  remove(getPrototypeOf(function* () {}), ['constructor'])
  remove(objectPrototype, [
    '__proto__', '__defineGetter__', '__defineSetter__', '__lookupGetter__', '__lookupSetter__',
    'toLocaleString',
  ])
  remove(Array.prototype, ['toLocaleString'])
  remove(Number.prototype, ['toLocaleString'])
  remove(String.prototype, [
    'match', 'matchAll', 'search', 'toLocaleLowerCase', 'toLocaleUpperCase',
    'anchor', 'big', 'blink', 'bold', 'fixed', 'fontcolor', 'fontsize', 'italics', 'link', 'small',
    'strike', 'sub', 'sup',
  ])

  const MAX_DEPTH = 64
  const refuse = () => {
    throw new TypeError('not plain data')
  }
  const write = (value, depth) => {
    switch (typeof value) {
      case 'boolean':
        return value ? 'true' : 'false'
      case 'number':
        return isFinite(value) ? stringify(value) : refuse()
      case 'string':
        return apply(isWellFormed, value, []) ? stringify(value) : refuse()
      case 'object':
        if (value === null) return 'null'
        if (depth === MAX_DEPTH) return refuse()
        return isArray(value) ? writeArray(value, depth) : writeObject(value, depth)
      default:
        return refuse()
    }
  }
  const writeArray = (array, depth) => {
    let text = '['
    for (let index = 0; index < array.length; index++) {
      text += (index === 0 ? '' : ',') + write(array[index], depth + 1)
    }
    return text + ']'
  }
  const writeObject = (object, depth) => {
    const prototype = getPrototypeOf(object)
    if (prototype !== objectPrototype && prototype !== null) return refuse()
    const names = keys(object)
    let text = '{'
    for (let index = 0; index < names.length; index++) {
      const name = names[index]
      text += (index === 0 ? '' : ',') + write(name, depth) + ':' + write(object[name], depth + 1)
    }
    return text + '}'
  }
  return [(text) => parse(text), (value) => write(value, 0)]
})()`
