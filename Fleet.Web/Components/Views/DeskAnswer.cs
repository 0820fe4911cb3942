namespace Fleet.Web.Components.Views;

/// <param name="Text">What came of it (an id, a token), or the sentence why not.</param>
public sealed record DeskAnswer(bool Done, string Text);
