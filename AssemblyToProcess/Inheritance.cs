using Hotpatch;

namespace Fixtures;

/// <summary>Members with a body in an abstract class.</summary>
public abstract class Document
{
    [Patchable] public string Title(int number) => Fault.Pass(Prefix + number);

    [Patchable] protected virtual string Prefix => Fault.Pass("document ");

    [Patchable] protected static string Join(string left, string right) => Fault.Pass(left + "+" + right);

    public abstract string Render(string text);

    public string CallJoin(string left, string right) => Join(left, right);

    public string CallPrefix() => Prefix;
}

public interface IPages
{
    int Pages { get; set; }

    string this[int page] { get; }

    event Action Turned;
}

public interface IReader<in T>
{
    string Read(T value);
}

/// <summary>Sealed overrides, and every kind of explicit implementation.</summary>
public sealed class Letter : Document, IPages, IReader<int>, IReader<string>
{
    private int _pages = 1;
    private Action? _turned;

    [Patchable] public sealed override string Render(string text) => Fault.Pass("<" + text + ">");

    [Patchable] protected sealed override string Prefix => Fault.Pass("letter ");

    [Patchable] int IPages.Pages { get => Fault.Pass(_pages); set => _pages = Fault.Pass(value); }

    [Patchable] string IPages.this[int page] => Fault.Pass("page " + page);

    [Patchable] event Action IPages.Turned { add => _turned += Fault.Pass(value); remove => _turned -= Fault.Pass(value); }

    [Patchable] string IReader<int>.Read(int value) => Fault.Pass("int " + value);

    [Patchable] string IReader<string>.Read(string value) => Fault.Pass("string " + value);

    public void Turn() => _turned?.Invoke();

    public static int Pages(IPages pages) => pages.Pages;

    public static int SetPages(IPages pages, int value)
    {
        pages.Pages = value;
        return ((Letter)pages)._pages;
    }

    public static string Page(IPages pages, int page) => pages[page];

    public static void Subscribe(IPages pages, Action handler) => pages.Turned += handler;

    public static void Unsubscribe(IPages pages, Action handler) => pages.Turned -= handler;

    public static string Read(object reader, int value) => ((IReader<int>)reader).Read(value);

    public static string Read(object reader, string value) => ((IReader<string>)reader).Read(value);
}
