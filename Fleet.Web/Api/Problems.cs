using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.Web.Api;

/// <summary>Refusals as RFC 9457 problem details.</summary>
public static class Problems
{
    public static ProblemHttpResult Of(Refusal refusal) =>
        TypedResults.Problem(
            title: Title(refusal.Kind), detail: refusal.Sentence, statusCode: Status(refusal.Kind),
            type: $"/problems/{refusal.Code}",
            extensions: new Dictionary<string, object?> { ["code"] = refusal.Code });

    public static IResult Of<T>(Answer<T> answer, Func<T, IResult>? success = null) =>
        answer.Refusal is { } refusal ? Of(refusal) : success is null ? Results.Ok(answer.Value) : success(answer.Value!);

    static int Status(RefusalKind kind) => kind switch
    {
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    static string Title(RefusalKind kind) => kind switch
    {
        RefusalKind.NotFound => "Not there",
        RefusalKind.Conflict => "Not now",
        RefusalKind.Forbidden => "Not allowed",
        RefusalKind.TooLarge => "Too large",
        _ => "Cannot be used",
    };
}
