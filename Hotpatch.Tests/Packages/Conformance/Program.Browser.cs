using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<Outcome>("#app");
await builder.Build().RunAsync();

/// <summary>Runs the checks, and shows how they ended.</summary>
internal sealed class Outcome : ComponentBase
{
    private string _text = "";

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (_text.Length > 0)
        {
            builder.OpenElement(0, "output");
            builder.AddContent(1, _text);
            builder.CloseElement();
        }
    }

    protected override async Task OnInitializedAsync()
    {
        try
        {
            await Checks.Run();
            _text = "passed";
        }
        catch (Exception exception)
        {
            _text = exception.ToString();
        }
    }
}
