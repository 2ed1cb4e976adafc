export default definePageConfig({
  navigationStyle: "custom",
  navigationBarTextStyle: "white",
  backgroundColor: "#14405F",
});
