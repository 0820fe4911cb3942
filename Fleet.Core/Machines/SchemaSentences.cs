using System.Globalization;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Fleet.Core.Machines;

/// <summary>Turns what the schema validator found into sentences for the person who wrote the file.</summary>
static class SchemaSentences
{
    public static IEnumerable<(string Path, string Reason)> Of(ValidationError error)
    {
        if (error is ChildSchemaValidationError nested)
            return nested.Errors.Values.SelectMany(found => found).SelectMany(Of);
        var path = (error.Path ?? "").TrimStart('#').TrimStart('/');
        return [(path, Sentence(error, path))];
    }

    static string Sentence(ValidationError error, string path)
    {
        var schema = error.Schema.ActualSchema;
        return error.Kind switch
        {
            ValidationErrorKind.PropertyRequired => $"'{path}' is missing.",
            ValidationErrorKind.NoAdditionalPropertiesAllowed => $"'{path}' is not a key of a profile; known here are {Join(schema.Properties.Keys)}.",
            ValidationErrorKind.NotInEnumeration => $"'{path}' must be one of {Join(schema.Enumeration.Select(value => $"{value}"))}.",
            ValidationErrorKind.NumberTooSmall => $"'{path}' must be {Lowest(schema)}.",
            ValidationErrorKind.NumberTooBig => $"'{path}' must be at most {Number(schema.Maximum ?? schema.ExclusiveMaximum)}.",
            ValidationErrorKind.NumberExpected => $"'{path}' must be a number with a decimal point, such as 0.4.",
            ValidationErrorKind.IntegerExpected => $"'{path}' must be a whole number.",
            ValidationErrorKind.BooleanExpected => $"'{path}' must be true or false.",
            ValidationErrorKind.StringExpected => $"'{path}' must be text; put it in quotes.",
            ValidationErrorKind.ArrayExpected => $"'{path}' must be a list.",
            ValidationErrorKind.ObjectExpected => $"'{path}' must hold keys and values: {Join(schema.Properties.Keys)}.",
            ValidationErrorKind.TooFewItems => $"'{path}' needs at least {schema.MinItems} entry.",
            ValidationErrorKind.TooManyItems => $"'{path}' may have at most {schema.MaxItems} entries.",
            ValidationErrorKind.StringTooShort => $"'{path}' must not be empty.",
            ValidationErrorKind.StringTooLong => $"'{path}' may have at most {schema.MaxLength} characters.",
            ValidationErrorKind.PatternMismatch => $"'{path}' may hold lower-case letters, digits, hyphens and dots only.",
            _ => $"'{path}' breaks the schema's rule {error.Kind}.",
        };
    }

    static string Lowest(JsonSchema schema) => schema.ExclusiveMinimum is { } bound
        ? $"greater than {Number(bound)}"
        : $"at least {Number(schema.Minimum)}";

    static string Number(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "the allowed value";

    static string Join(IEnumerable<string> words) => string.Join(", ", words);
}
