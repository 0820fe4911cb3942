using System.Globalization;
using System.Text.Json;
using Fleet.Tests.Story;
using Microsoft.Playwright;

namespace Fleet.Tests.Browser;

/// <summary>A demo workshop, the system's Chromium, and a signed-in administrator. Shared by the browser tests, which run one after the other.</summary>
public sealed class BrowserWorkshop : IAsyncLifetime
{
    public const string Collection = "Browser";
    public const string Name = "Anna";
    public const string Password = "sicher genug 42";

    /// <summary>Machine minutes per second; the cube takes half an hour of machine time.</summary>
    const double Speed = 60;

    static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/snap/bin/chromium"];

    static readonly string[] Switches =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    IPlaywright? _playwright;
    IBrowser? _browser;
    FleetServer? _server;
    string? _signedIn;

    public FleetServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        if (Places.FirstOrDefault(File.Exists) is not { } chromium)
            return;
        // A browser that draws without a graphics card, on two cores that others use too, takes its time.
        Assertions.SetDefaultExpectTimeout(30_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = Switches });
        _server = new(["--demo", "--speed", Speed.ToString(CultureInfo.InvariantCulture)], withAdminKey: false);
        await _server.Start(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A page of a reader. The first call sets up the administrator through the printed link; later ones come signed in.</summary>
    public async Task<IPage> Visit(string path, string locale = "de-DE", ColorScheme scheme = ColorScheme.Light, int width = 1280, int height = 800, bool signedIn = true)
    {
        Assert.SkipWhen(_browser is null, "Chromium is not installed here; ./fleet test installs it.");
        Assert.False(Server.HasEnded, $"The server has ended.\n{Server.Printed}");
        if (signedIn)
            _signedIn ??= await SetUp();
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = Server.Address.ToString(), Locale = locale, ColorScheme = scheme, ViewportSize = new() { Width = width, Height = height },
            StorageState = signedIn ? _signedIn : null,
        });
        context.SetDefaultTimeout(20_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>What the API says, as the signed-in person sees it.</summary>
    public static async Task<JsonElement> Ask(IPage page, string path)
    {
        var response = await page.APIRequest.GetAsync(path);
        Assert.True(response.Ok, $"{path}: {response.Status} {await response.TextAsync()}");
        return (await response.JsonAsync())!.Value;
    }

    async Task<string> SetUp()
    {
        await using var context = await _browser!.NewContextAsync(new() { Locale = "de-DE" });
        var page = await context.NewPageAsync();
        await page.GotoAsync(Server.SetUpLink);
        await page.GetByLabel("Name").FillAsync(Name);
        await page.GetByLabel("Passwort").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Zugang anlegen" }).ClickAsync();
        await page.WaitForURLAsync(Server.Address.ToString());
        return await context.StorageStateAsync();
    }
}
