namespace Fleet.Web.Components.Shared;

/// <summary>The page has parts that stay connected and use the component library: its head brings the library's script and style.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UsesLibraryAttribute : Attribute;
