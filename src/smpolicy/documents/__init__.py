"""Documents: files to nodes that know their place, to typed forms, to a corpus; and back, one key changed at a time.

    Source --syntax--> Node --schema--> checked --building--> Form --corpus--> Document, Corpus

What a document says wrongly is a diagnostic here, and no exception. Nothing here knows what a norm means.
Others may import every module but `trouble` and `characters`, and forms from `forms` as a whole.
`syntax` alone imports ruamel.yaml, `building` pydantic, `schema` jsonschema.
"""
