using System.Net;
using System.Text.Json;
using RestSharp;

namespace Fleet.Agent.Meters;

/// <summary>A meter that is asked over HTTP. Basic and digest sign-in by the address's user and password.</summary>
public abstract class HttpMeter : IMeter, IDisposable
{
    readonly RestClient _client;

    private protected HttpMeter(MeterAddress address, bool signIn = true)
    {
        Address = address;
        _client = new(new RestClientOptions(address.Root)
        {
            Timeout = MeterPatience.Span, Credentials = signIn && address.User.Length > 0 ? new NetworkCredential(address.User, address.Password) : null,
        });
    }

    private protected MeterAddress Address { get; }

    private protected CounterStep Step { get; } = new();

    public abstract Task<MeterAnswer> Read(CancellationToken cancellation);

    public void Dispose()
    {
        _client.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The body of an answer, or why there is none.</summary>
    private protected async Task<(string? Body, string Trouble)> Get(string path, CancellationToken cancellation, params (string Name, string Value)[] headers)
    {
        var request = new RestRequest(path);
        foreach (var (name, value) in headers)
            request.AddHeader(name, value);
        var response = await _client.ExecuteAsync(request, cancellation);
        return response.IsSuccessful ? (response.Content ?? "", "") : (null, Say(response));
    }

    private protected async Task<(string? Body, string Trouble)> Post(string path, IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancellation)
    {
        var request = new RestRequest(path, Method.Post);
        foreach (var (name, value) in form)
            request.AddParameter(name, value, ParameterType.GetOrPost);
        var response = await _client.ExecuteAsync(request, cancellation);
        return response.IsSuccessful ? (response.Content ?? "", "") : (null, Say(response));
    }

    /// <summary>Reads JSON; <paramref name="read"/> gives null where it does not find what it looks for.</summary>
    private protected async Task<MeterAnswer> GetJson(string path, Func<JsonElement, MeterSample?> read, string looksFor, CancellationToken cancellation)
    {
        var (body, trouble) = await Get(path, cancellation);
        if (body is null)
            return MeterAnswer.Failed(trouble);
        using var document = JsonPick.Parse(body);
        return document is null ? MeterAnswer.Failed($"{Address.Root} answers something that is no JSON. Check the address and the kind of the meter.")
            : read(document.RootElement) is { } sample ? sample
            : MeterAnswer.Failed($"{Address.Root} answers, but without {looksFor}. Check that it is a meter of this kind and which channel is asked.");
    }

    /// <summary>A counter and a power out of one piece of JSON.</summary>
    /// <param name="toWh">Factor from the counter's unit.</param>
    private protected MeterSample? Pick(JsonElement root, string counter, double toWh, string? power = null, double toW = 1)
    {
        if (JsonPick.Text(root, counter) is not { } text || CounterStep.Read(text) is not { } count)
            return null;
        var watts = power is not null && JsonPick.Text(root, power) is { } powerText ? CounterStep.Read(powerText) * toW : null;
        return new(count * toWh, watts, Step.Of(text, toWh));
    }

    string Say(RestResponse response) => response.StatusCode switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => $"{Address.Root} wants a user and password, or other ones. Write them as http://user:password@{Address.Uri.Host}.",
        HttpStatusCode.NotFound => $"{Address.Root} has no such meter. Check the kind, and the path in its address.",
        0 => $"{Address.Root} does not answer. Check that it has power and network, and its address.",
        var code => $"{Address.Root} answers with an error ({(int)code}). Restart the meter, or check its address.",
    };
}
